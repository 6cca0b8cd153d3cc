/** Mails begun and not sent, which belong to no conversation yet: above the other drafts. */
import { useLingui } from "@lingui/react/macro";
import { IconPencil } from "@tabler/icons-react";
import type { Draft } from "../../api/types.ts";
import { overlay, resumed } from "../../commands/scene.ts";
import { called } from "../../lib/format.ts";
import { Time } from "../../ui/Time.tsx";
import css from "./Pane.module.css";

export function Begun({ drafts }: { drafts: Draft[] }) {
  const { t } = useLingui();
  return (
    <ul className={css.begun} aria-label={t`New mails you began`}>
      {drafts.map((one) => (
        <li key={one.id}>
          <button
            type="button"
            onClick={() => {
              resumed.set(one.id);
              overlay.set("new-mail");
            }}
          >
            <IconPencil size={18} stroke={1.5} aria-hidden />
            <span className={css.begunText}>
              <b>{one.subject || t`(no subject)`}</b>
              <small>{one.to.length ? one.to.map(called).join(", ") : t`New mail`}</small>
            </span>
            <Time at={one.updated_at} />
          </button>
        </li>
      ))}
    </ul>
  );
}
