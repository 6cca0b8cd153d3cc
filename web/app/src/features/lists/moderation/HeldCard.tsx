/** One post that waits. */
import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { IconPaperclip, IconShieldCheck, IconShieldQuestion } from "@tabler/icons-react";
import { size, shownAddress, called } from "../../../lib/format.ts";
import { mailPath } from "../../../lib/paths.ts";
import { Avatar } from "../../../ui/Avatar.tsx";
import { Button } from "../../../ui/Button.tsx";
import { ProblemBox } from "../../../ui/page/Page.tsx";
import { Time } from "../../../ui/Time.tsx";
import { toast } from "../../../ui/toast.ts";
import { REASON } from "./reasons.ts";
import { useDecide, type Held } from "./remote.ts";
import css from "./moderation.module.css";

interface Props {
  list: string;
  held: Held;
  onRefuse: () => void;
}

export function HeldCard({ list, held, onRefuse }: Props) {
  const { t } = useLingui();
  const decide = useDecide();
  const through = (allow: boolean) =>
    decide.mutate(
      { id: held.id, verb: "approve", allow },
      {
        onSuccess: () =>
          toast({
            text: allow
              ? t`It goes out, and ${called(held.author)} may post from now on.`
              : t`It goes out to the subscribers now.`,
          }),
      },
    );
  return (
    <li className={css.post}>
      <Who held={held} />
      <Words list={list} held={held} />
      {decide.error && <ProblemBox error={decide.error} />}
      <div className={css.foot}>
        <Button disabled={decide.isPending} onClick={onRefuse}>{t`Refuse …`}</Button>
        {held.believed && (
          <Button disabled={decide.isPending} onClick={() => through(true)}>
            {t`Let through, always`}
          </Button>
        )}
        <Button look="filled" disabled={decide.isPending} onClick={() => through(false)}>
          {t`Let it through`}
        </Button>
      </div>
    </li>
  );
}

function Who({ held }: { held: Held }) {
  const { t } = useLingui();
  const Sign = held.believed ? IconShieldCheck : IconShieldQuestion;
  return (
    <header className={css.who}>
      <Avatar person={held.author} size={32} />
      <div>
        <b>{called(held.author)}</b>
        <small>
          {shownAddress(held.author.address)}
          <span data-believed={held.believed}>
            <Sign size={14} stroke={1.5} aria-hidden />
            {held.believed ? t`sender verified` : t`sender not verified`}
          </span>
        </small>
      </div>
      <Time at={held.at} />
    </header>
  );
}

function Words({ list, held }: { list: string; held: Held }) {
  const { t, i18n } = useLingui();
  const words = REASON[held.reason];
  const files = plural(held.attachments, { one: "# file", other: "# files" });
  return (
    <>
      <p className={css.reason}>{words ? i18n._(words) : held.reason}</p>
      <h3>
        <Link to={mailPath({ box: list, view: "all", id: held.conversation }) as string}>
          {held.subject || t`(no subject)`}
        </Link>
      </h3>
      <p className={css.snippet}>{held.snippet}</p>
      <p className={css.facts}>
        {size(held.size, i18n.locale)}
        {held.attachments > 0 && (
          <span>
            <IconPaperclip size={14} stroke={1.5} aria-hidden />
            {files}
          </span>
        )}
      </p>
    </>
  );
}
