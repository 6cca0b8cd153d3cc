/** Drafts beside the one being written: of colleagues who share theirs, and further ones of mine. */
import { Trans, useLingui } from "@lingui/react/macro";
import { IconHandStop, IconPencil } from "@tabler/icons-react";
import type { Draft } from "../../api/types.ts";
import { firstName } from "../../lib/format.ts";
import { usePeople } from "../../sync/queries.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { Button } from "../../ui/Button.tsx";
import { Time } from "../../ui/Time.tsx";
import css from "./parts.module.css";

interface Props {
  drafts: Draft[];
  me: string | undefined;
  onTake: (draft: Draft) => void;
}

export function DraftCards({ drafts, me, onTake }: Props) {
  const { t } = useLingui();
  const people = usePeople().data?.items ?? [];
  return drafts.map((draft) => {
    const author = people.find((one) => one.address === draft.author) ?? {
      address: draft.author,
      name: "",
    };
    const mine = draft.author === me;
    const name = firstName(author);
    return (
      <section key={draft.id} className={css.draft} aria-label={t`Draft`}>
        <Avatar person={author} size={26} solid />
        <span className={css.draftText}>
          <b>
            {mine ? (
              draft.kind === "forward" ? (
                t`Your forward`
              ) : (
                t`Your other draft`
              )
            ) : (
              <Trans>{name}’s draft</Trans>
            )}
          </b>
          <small>
            {draft.held && (
              <>
                <IconHandStop size={14} stroke={1.5} aria-hidden /> {t`held`} ·{" "}
              </>
            )}
            <Time at={draft.updated_at} how="stamp" /> · {draft.text.replace(/\s+/g, " ")}
          </small>
        </span>
        <Button icon={<IconPencil size={17} stroke={1.5} />} onClick={() => onTake(draft)}>
          {t`Go on with it`}
        </Button>
      </section>
    );
  });
}
