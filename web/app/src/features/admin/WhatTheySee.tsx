/** "What can Anna see?": everything that follows from the rights, those of teams included. */
import { useLingui } from "@lingui/react/macro";
import { IconCheck, IconMinus } from "@tabler/icons-react";
import type { Colleague, Right, Team } from "../../api/types.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { together } from "./holders.ts";
import { SIGHT_WORDS, sights } from "./rights.ts";
import type { Holder } from "./RightsTable.tsx";
import type { Settings } from "./types.ts";
import css from "./admin.module.css";

interface Props {
  holder: Holder;
  settings: Settings;
  people: readonly Colleague[];
  teams: readonly Team[];
  onClose: () => void;
}

export function WhatTheySee({ holder, settings, people, teams, onClose }: Props) {
  const { t, i18n } = useLingui();
  const { name, kind, key } = holder;
  const held =
    kind === "team" ? { rights: [...holder.rights], by: [] } : together(settings, key, teams);
  // An administrator manages every address even without a grant.
  const administrator =
    kind === "person" && people.find((one) => one.address === key)?.role === "administrator";
  const all = administrator ? [...new Set<Right>([...held.rights, "manage"])] : held.rights;
  const groups = held.by.join(", ");
  return (
    <Dialog open title={t`What ${name} can do with ${settings.address}`} onClose={onClose}>
      <ul className={css.sights}>
        {sights(all).map((sight) => (
          <li key={sight.key} className={sight.may ? css.sightYes : css.sightNo}>
            {sight.may ? (
              <IconCheck size={18} stroke={1.75} aria-label={t`Yes`} />
            ) : (
              <IconMinus size={18} stroke={1.5} aria-label={t`No`} />
            )}
            <span>
              {name} {i18n._(SIGHT_WORDS[sight.key][sight.may ? "yes" : "no"])}
            </span>
          </li>
        ))}
      </ul>
      {groups && <p className={css.hint}>{t`Rights of these teams are counted in: ${groups}.`}</p>}
      {kind === "team" && (
        <p className={css.hint}>
          {t`The rights of a person and of all their teams count together.`}
        </p>
      )}
      {administrator && !held.rights.includes("manage") && (
        <p className={css.hint}>
          {t`Managing comes from the role of administrator; it opens no mail.`}
        </p>
      )}
    </Dialog>
  );
}
