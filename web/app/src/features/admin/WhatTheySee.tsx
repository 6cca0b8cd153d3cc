/** "What can Anna see?": everything that follows from a person's rights on an address, in sentences. */
import { useLingui } from "@lingui/react/macro";
import { IconCheck, IconMinus } from "@tabler/icons-react";
import type { Right } from "../../api/types.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { SIGHT_WORDS, sights } from "./rights.ts";
import css from "./admin.module.css";

interface Props {
  name: string;
  address: string;
  rights: readonly Right[];
  /** An administrator manages every address even without a grant. */
  administrator: boolean;
  onClose: () => void;
}

export function WhatTheySee({ name, address, rights, administrator, onClose }: Props) {
  const { t, i18n } = useLingui();
  const all = administrator ? [...new Set<Right>([...rights, "manage"])] : rights;
  return (
    <Dialog open title={t`What ${name} can do with ${address}`} onClose={onClose}>
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
      {administrator && !rights.includes("manage") && (
        <p
          className={css.hint}
        >{t`Managing comes from the role of administrator; it opens no mail.`}</p>
      )}
    </Dialog>
  );
}
