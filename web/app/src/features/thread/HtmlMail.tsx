/** A mail with its own layout: sanitised by the server, in a frame without scripts. */
import { useRef, useState } from "react";
import { useLingui } from "@lingui/react/macro";
import { IconPhoto } from "@tabler/icons-react";
import { part, query } from "../../api/client.ts";
import type { Message } from "../../api/types.ts";
import css from "./Thread.module.css";

const SMALLEST = 0.5; // of its size; what is wider still scrolls sideways

const tiny = (picture: HTMLImageElement) =>
  [picture.getAttribute("width"), picture.getAttribute("height")].some(
    (side) => side !== null && parseFloat(side) <= 3,
  );

export function HtmlMail({ message }: { message: Message }) {
  const { t } = useLingui();
  const [remote, setRemote] = useState(false);
  const [height, setHeight] = useState(120);
  const watching = useRef<ResizeObserver | null>(null);
  const measure = (frame: HTMLIFrameElement) => {
    const page = frame.contentDocument?.documentElement;
    const body = frame.contentDocument?.body;
    if (!page || !body) return;
    for (const picture of body.querySelectorAll<HTMLImageElement>("img:not([src])"))
      if (tiny(picture)) picture.style.display = "none"; // blocked, and only there to count readers
    const fit = () => {
      if (body.style.zoom) body.style.zoom = "";
      const wide = page.scrollWidth / Math.max(1, page.clientWidth);
      if (wide > 1.01) body.style.zoom = String(Math.max(SMALLEST, 1 / wide));
      setHeight(Math.min(20_000, Math.ceil(page.getBoundingClientRect().height) + 8));
    };
    watching.current?.disconnect();
    watching.current = new ResizeObserver(fit); // "…" unfolds, pictures arrive
    watching.current.observe(body);
    fit();
  };
  const src = `/api/v1/messages/${part(message.id)}/view${query({ remote: remote ? 1 : 0, full: 0 })}`;
  return (
    <>
      {message.remote_content && !remote && (
        <p className={css.hint}>
          <IconPhoto size={16} stroke={1.5} aria-hidden />
          <span>{t`Pictures from elsewhere are not loaded, so nobody learns that you read this.`}</span>
          <button type="button" className={css.textButton} onClick={() => setRemote(true)}>
            {t`Load pictures`}
          </button>
        </p>
      )}
      <iframe
        key={src}
        src={src}
        className={css.frame}
        style={{ height }}
        title={t`Text of the mail`}
        sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
        referrerPolicy="no-referrer"
        onLoad={(event) => measure(event.currentTarget)}
      />
    </>
  );
}
