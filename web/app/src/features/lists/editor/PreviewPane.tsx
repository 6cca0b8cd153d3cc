/** The mail as somebody gets it: at a desk or on a phone, light or dark, as any subscriber. */
import { useState } from "react";
import { useLingui } from "@lingui/react/macro";
import { plural } from "@lingui/core/macro";
import {
  IconDeviceDesktop,
  IconDeviceMobile,
  IconMoon,
  IconPhoto,
  IconSun,
} from "@tabler/icons-react";
import { cx } from "../../../lib/cx.ts";
import { useMayManage } from "../rights.ts";
import { Button, IconButton } from "../../../ui/Button.tsx";
import { SegmentedControl } from "../../../ui/forms.ts";
import { ProblemBox } from "../../../ui/page/Page.tsx";
import { AsWhom } from "./AsWhom.tsx";
import { MailHead } from "./MailHead.tsx";
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
  const [pictures, setPictures] = useState(false);
  const manages = useMayManage(list); // a moderator does not look through anybody's eyes
  const found = usePreview({ campaign, version, recipient, pictures });
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
        {manages && <AsWhom list={list} recipient={recipient} onRecipient={onRecipient} />}
      </div>
      {found.error && <ProblemBox error={found.error} />}
      {found.data && found.data.afar > 0 && !pictures && width !== "text" && (
        <Afar count={found.data.afar} onShow={() => setPictures(true)} />
      )}
      {found.data && <Mail preview={found.data} width={width} dark={dark} />}
    </div>
  );
}

/** As a mail program says it: pictures from other servers wait for a click. */
function Afar({ count, onShow }: { count: number; onShow: () => void }) {
  const { t } = useLingui();
  return (
    <p className={css.afar}>
      <IconPhoto size={16} stroke={1.5} aria-hidden />
      <span>
        {plural(count, {
          one: "# picture lies on another server and is not loaded.",
          other: "# pictures lie on other servers and are not loaded.",
        })}
      </span>
      <Button look="plain" onClick={onShow}>{t`Load pictures`}</Button>
    </p>
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
      <MailHead preview={preview} />
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
