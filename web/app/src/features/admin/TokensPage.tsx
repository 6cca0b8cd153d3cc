/** Access tokens: what one's own programs show to be let in, how far, when they last did. */
import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { IconKey, IconPlus, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { Button, IconButton } from "../../ui/Button.tsx";
import { Chip } from "../../ui/Chip.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Empty } from "../../ui/Empty.tsx";
import { Page, ProblemBox } from "../../ui/page/Page.tsx";
import { Paged } from "../../ui/page/Paged.tsx";
import { Table, type Column } from "../../ui/page/Table.tsx";
import { Time } from "../../ui/Time.tsx";
import { toast } from "../../ui/toast.ts";
import { TokenDialog } from "./TokenDialog.tsx";
import { useKeptTokens, useTokens, type Token } from "./tokens.ts";
import { whole } from "./whole.ts";
import css from "./admin.module.css";

export default function TokensPage() {
  const { t } = useLingui();
  const tokens = useTokens();
  const items = tokens.data ?? [];
  const [making, setMaking] = useState(false);
  const [ending, setEnding] = useState<Token | null>(null);
  const add = (
    <Button look="filled" icon={<IconPlus size={16} />} onClick={() => setMaking(true)}>
      {t`New token`}
    </Button>
  );
  return (
    <Page title={t`Access tokens`} actions={items.length > 0 && add}>
      <p className={css.lead}>
        {t`A program shows a token instead of your password. It may do what you may, or only read, and never more. End those you no longer use.`}
      </p>
      <Paged
        rows={whole(tokens)}
        counted={plural(items.length, { one: "# token", other: "# tokens" })}
        empty={
          <Empty icon={<IconKey size={36} stroke={1.2} />} title={t`No program has access`}>
            <p>{t`Make a token for each program that works for you: a script, a report, another app.`}</p>
            {add}
          </Empty>
        }
      >
        <Table
          label={t`Access tokens`}
          columns={useColumns(setEnding)}
          rows={items}
          rowKey={(token) => token.id}
        />
      </Paged>
      {making && <TokenDialog onClose={() => setMaking(false)} />}
      {ending && <End token={ending} onClose={() => setEnding(null)} />}
    </Page>
  );
}

function useColumns(onEnd: (token: Token) => void): Column<Token>[] {
  const { t } = useLingui();
  const nameOf = useName();
  return [
    { key: "name", head: t`What for`, lead: true, width: "34%", cell: nameOf },
    {
      key: "rights",
      head: t({ message: "May", context: "token" }),
      cell: (token) => <Rights token={token} />,
    },
    {
      key: "made",
      head: t({ message: "Made", context: "token" }),
      cell: (token) => <Time at={token.created_at} how="stamp" />,
    },
    {
      key: "used",
      head: t`Last used`,
      cell: (token) =>
        token.last_used_at ? <Time at={token.last_used_at} /> : <span>{t`never`}</span>,
    },
    {
      key: "do",
      head: "",
      width: "56px",
      align: "end",
      corner: true,
      cell: (token) => (
        <IconButton label={t`End ${nameOf(token)}`} onClick={() => onEnd(token)}>
          <IconTrash size={18} stroke={1.5} />
        </IconButton>
      ),
    },
  ];
}

/** Those made at the command line may have no name. */
function useName(): (token: Token) => string {
  const { t } = useLingui();
  return ({ name, kind }) => {
    if (name) return name;
    return kind === "api" ? t`Token without a name` : t`Password of a mail program`;
  };
}

function Rights({ token }: { token: Token }) {
  const { t } = useLingui();
  const [first] = token.rights;
  if (first === "all") return <Chip>{t`do all that I may`}</Chip>;
  if (first === "read") return <Chip>{t`only read`}</Chip>;
  return <Chip>{token.rights.map((one) => one.toUpperCase()).join(", ")}</Chip>;
}

function End({ token, onClose }: { token: Token; onClose: () => void }) {
  const { t } = useLingui();
  const { remove } = useKeptTokens();
  const name = useName()(token);
  const gone = () => {
    toast({ text: t`“${name}” no longer works.` });
    onClose();
  };
  return (
    <Dialog open title={t`End “${name}”?`} onClose={onClose}>
      <ul className={css.happens}>
        <li>{t`The program that uses it is locked out at once.`}</li>
        <li>{t`This cannot be undone; make a new one instead.`}</li>
      </ul>
      {remove.error && <ProblemBox error={remove.error} />}
      <div className={css.dialogFoot}>
        <Button onClick={onClose} data-autofocus>{t`Keep it`}</Button>
        <Button
          look="danger"
          disabled={remove.isPending}
          onClick={() => remove.mutate(token.id, { onSuccess: gone })}
        >
          {t`End the token`}
        </Button>
      </div>
    </Dialog>
  );
}
