/** Posts that wait: why, and the two answers. Nothing is shown while none waits. */
import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { mailPath } from "../../lib/paths.ts";
import { Button } from "../../ui/Button.tsx";
import { ProblemBox, Section } from "../../ui/page/Page.tsx";
import { Table, type Column } from "../../ui/page/Table.tsx";
import { Time } from "../../ui/Time.tsx";
import { toast } from "../../ui/toast.ts";
import { useDecide, useHeld, type Held } from "./remote.ts";
import { HELD_WORDS } from "./words.ts";
import css from "./list.module.css";

export function HeldSection({ id }: { id: string }) {
  const { t } = useLingui();
  const held = useHeld(id).data ?? [];
  const decide = useDecide(id);
  const run = (one: Held, approve: boolean) =>
    decide.mutate(
      { held: one.id, approve },
      {
        onSuccess: () =>
          toast({
            text: approve
              ? t`It goes out to the subscribers now.`
              : t`It does not go out. It stays filed.`,
          }),
      },
    );
  const columns = useColumns(id, run, decide.isPending);
  if (held.length === 0) return null;
  return (
    <Section
      title={plural(held.length, { one: "# post waits for you", other: "# posts wait for you" })}
      hint={t`Look at it first; letting it through sends it to every subscriber.`}
    >
      {decide.error && <ProblemBox error={decide.error} />}
      <Table label={t`Held posts`} columns={columns} rows={held} rowKey={(one) => one.id} />
    </Section>
  );
}

function useColumns(
  id: string,
  onDecide: (one: Held, approve: boolean) => void,
  busy: boolean,
): Column<Held>[] {
  const { t, i18n } = useLingui();
  return [
    {
      key: "why",
      head: t`Why it waits`,
      lead: true,
      cell: (one) => {
        const words = HELD_WORDS[one.reason];
        return words ? i18n._(words) : one.reason;
      },
    },
    {
      key: "when",
      head: t`Since`,
      width: "110px",
      cell: (one) => <Time at={one.at} how="stamp" />,
    },
    {
      key: "do",
      head: "",
      width: "330px",
      align: "end",
      cell: (one) => (
        <span className={css.decide}>
          <Link className={css.look} to={mailPath({ box: id, view: "all", id: one.conversation })}>
            {t`Look at it`}
          </Link>
          <Button disabled={busy} onClick={() => onDecide(one, false)}>{t`Refuse`}</Button>
          <Button disabled={busy} onClick={() => onDecide(one, true)}>{t`Let it through`}</Button>
        </span>
      ),
    },
  ];
}
