/** All campaigns of a list, with what can be begun. */
import { useState } from "react";
import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { IconDots, IconMailFast, IconPlus } from "@tabler/icons-react";
import type { Address } from "../../../api/types.ts";
import { useStore } from "../../../lib/store.ts";
import { Button, IconButton } from "../../../ui/Button.tsx";
import { Chip } from "../../../ui/Chip.tsx";
import { Empty } from "../../../ui/Empty.tsx";
import { Menu } from "../../../ui/forms.ts";
import { LateMenu } from "../../../ui/Late.tsx";
import { Paged } from "../../../ui/page/Paged.tsx";
import { Table, type Column } from "../../../ui/page/Table.tsx";
import { Time } from "../../../ui/Time.tsx";
import { toast } from "../../../ui/toast.ts";
import { ListPage } from "../frame/ListPage.tsx";
import { useListParams } from "../frame/path.ts";
import { useMayManage } from "../rights.ts";
import { inPlainWords } from "../editor/variables.ts";
import { NewCampaign } from "./NewCampaign.tsx";
import { useCampaigns, useThrowAway, type CampaignLine } from "./remote.ts";
import { STATE } from "./states.ts";
import { keep, SECONDS, thrown, throwAway } from "./throwing.ts";
import css from "./campaigns.module.css";

type Wish = "" | "new" | CampaignLine;

export default function CampaignsPage() {
  const { t } = useLingui();
  const [wish, setWish] = useState<Wish>("");
  const manages = useMayManage(useListParams().address ?? "");
  return (
    <ListPage
      actions={
        manages && (
          <Button
            look="filled"
            icon={<IconPlus size={18} stroke={1.75} />}
            onClick={() => setWish("new")}
          >{t`New campaign`}</Button>
        )
      }
    >
      {(list) => (
        <>
          <Campaigns list={list} onWish={setWish} />
          {wish !== "" && (
            <NewCampaign
              list={list.id}
              copies={wish === "new" ? null : wish}
              onClose={() => setWish("")}
            />
          )}
        </>
      )}
    </ListPage>
  );
}

function Campaigns({ list, onWish }: { list: Address; onWish: (wish: Wish) => void }) {
  const { t } = useLingui();
  const found = useCampaigns(list.id);
  const away = useStore(thrown);
  const rows = { ...found, items: found.items.filter((one) => !away.has(one.id)) };
  const manages = useMayManage(list.id);
  const columns = useColumns(list.id, onWish);
  return (
    <Paged
      rows={rows}
      counted={plural(rows.items.length, { one: "# campaign", other: "# campaigns" })}
      empty={
        <Empty icon={<IconMailFast size={36} stroke={1.2} />} title={t`Nothing composed yet`}>
          <p>
            {t`A campaign is a mail with pictures and buttons to everyone or to a segment. You see who got it, what came back and who answered.`}
          </p>
          {manages && <Button onClick={() => onWish("new")}>{t`Begin the first`}</Button>}
        </Empty>
      }
    >
      <Table label={t`Campaigns`} columns={columns} rows={rows.items} rowKey={(one) => one.id} />
    </Paged>
  );
}

function useColumns(list: string, onCopy: (one: CampaignLine) => void): Column<CampaignLine>[] {
  const { t, i18n } = useLingui();
  return [
    {
      key: "name",
      head: t`Campaign`,
      lead: true,
      width: "36%",
      cell: (one) => (
        <span className={css.name}>
          <Link to={`/lists/${list}/campaigns/${one.id}` as string}>{one.name}</Link>
          {one.subject && one.subject !== one.name && <small>{inPlainWords(one.subject)}</small>}
        </span>
      ),
    },
    {
      key: "state",
      head: t`State`,
      cell: (one) => <Chip look={STATE[one.state].look}>{i18n._(STATE[one.state].name)}</Chip>,
    },
    { key: "whom", head: t`To`, cell: (one) => one.segment || t`Everyone` },
    {
      key: "when",
      head: t`When`,
      width: "130px",
      cell: (one) => <When one={one} />,
    },
    {
      key: "people",
      head: t`People`,
      width: "80px",
      align: "end",
      cell: (one) =>
        one.send && one.total !== null ? (
          <Link to={`/lists/${list}/reports/${one.send}` as string}>
            {one.total.toLocaleString(i18n.locale)}
          </Link>
        ) : (
          ""
        ),
    },
    {
      key: "do",
      head: "",
      width: "44px",
      align: "end",
      corner: true,
      cell: (one) => <More list={list} one={one} onCopy={onCopy} />,
    },
  ];
}

function When({ one }: { one: CampaignLine }) {
  const { t } = useLingui();
  if (one.send_at) return <Time at={one.send_at} how={one.send ? "stamp" : "soon"} />;
  if (!one.changed_at) return null;
  return (
    <span className={css.quiet} title={t`Last changed`}>
      <Time at={one.changed_at} how="stamp" />
    </span>
  );
}

interface MoreProps {
  list: string;
  one: CampaignLine;
  onCopy: (one: CampaignLine) => void;
}

function More({ list, one, onCopy }: MoreProps) {
  const { t } = useLingui();
  const manages = useMayManage(list);
  const away = useThrowAway();
  const throwIt = () => {
    throwAway(one.id, away.mutateAsync);
    toast({
      text: t`“${one.name}” is gone.`,
      seconds: SECONDS,
      action: { label: t`Undo`, run: () => keep(one.id) },
    });
  };
  const open = manages && ["draft", "asked", "approved"].includes(one.state);
  if (!manages && !one.send) return null;
  return (
    <LateMenu
      position="bottom-end"
      button={
        <IconButton label={t`More about ${one.name}`}>
          <IconDots size={18} stroke={1.5} />
        </IconButton>
      }
    >
      {() => (
        <>
          {manages && <Menu.Item onClick={() => onCopy(one)}>{t`Begin a copy …`}</Menu.Item>}
          {one.send && (
            <Menu.Item
              renderRoot={(props) => (
                <Link to={`/lists/${list}/reports/${one.send ?? ""}` as string} {...props} />
              )}
            >{t`See its report`}</Menu.Item>
          )}
          {open && <Menu.Item color="red" onClick={throwIt}>{t`Throw the draft away`}</Menu.Item>}
        </>
      )}
    </LateMenu>
  );
}
