/** The mail as somebody gets it: at a desk or on a phone, light or dark, as any subscriber. */
import { useState } from "react";
import { useLingui } from "@lingui/react/macro";
import { IconDeviceDesktop, IconDeviceMobile, IconMoon, IconSun } from "@tabler/icons-react";
import { cx } from "../../../lib/cx.ts";
import { IconButton } from "../../../ui/Button.tsx";
import { SegmentedControl } from "../../../ui/forms.ts";
import { ProblemBox } from "../../../ui/page/Page.tsx";
import { AsWhom } from "./AsWhom.tsx";
import { usePreview, type Preview } from "./remote.ts";
import { shown } from "./shown.ts";
import css from "./preview.module.css";

interface Props {
  list: string;
  campaign: string;
  version: number;
  recipient: string;
  onRecipient: (address: string) => void;
}

type Width = "desk" | "phone" | "text";

export function PreviewPane({ list, campaign, version, recipient, onRecipient }: Props) {
  const { t } = useLingui();
  const [width, setWidth] = useState<Width>("desk");
  const [dark, setDark] = useState(false);
  const found = usePreview(campaign, version, recipient);
  return (
    <div className={css.preview}>
      <div className={css.bar}>
        <SegmentedControl<Width>
          size="xs"
          aria-label={t`Where it is read`}
          value={width}
          onChange={setWidth}
          data={[
            { value: "desk", label: <Sign Icon={IconDeviceDesktop} name={t`Desk`} /> },
            { value: "phone", label: <Sign Icon={IconDeviceMobile} name={t`Phone`} /> },
            { value: "text", label: t`Text only` },
          ]}
        />
        <IconButton
          label={dark ? t`Show it light` : t`Show it dark`}
          aria-pressed={dark}
          onClick={() => setDark(!dark)}
        >
          {dark ? <IconSun size={18} stroke={1.5} /> : <IconMoon size={18} stroke={1.5} />}
        </IconButton>
        <AsWhom list={list} recipient={recipient} onRecipient={onRecipient} />
      </div>
      {found.error && <ProblemBox error={found.error} />}
      {found.data && <Mail preview={found.data} width={width} dark={dark} />}
    </div>
  );
}

function Sign({ Icon, name }: { Icon: typeof IconMoon; name: string }) {
  return (
    <span className={css.sign}>
      <Icon size={16} stroke={1.5} aria-hidden />
      <span>{name}</span>
    </span>
  );
}

function Mail({ preview, width, dark }: { preview: Preview; width: Width; dark: boolean }) {
  const { t } = useLingui();
  return (
    <div className={cx(css.mail, css[width])} data-scheme={dark ? "dark" : "light"}>
      <div className={css.head}>
        <strong>{preview.subject || t`(no subject)`}</strong>
        <span>{preview.preheader}</span>
      </div>
      {width === "text" ? (
        <pre className={css.text}>{preview.text}</pre>
      ) : (
        <iframe
          className={css.frame}
          title={t`Preview of the mail`}
          sandbox="allow-popups allow-popups-to-escape-sandbox"
          referrerPolicy="no-referrer"
          srcDoc={shown(preview.html, dark)}
        />
      )}
    </div>
  );
}
