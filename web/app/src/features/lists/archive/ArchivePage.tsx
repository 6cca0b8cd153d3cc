/** The archive of a list: searched, opened, and what must not stand there taken out. */
import { useState } from "react";
import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { IconArchive, IconExternalLink } from "@tabler/icons-react";
import type { Address } from "../../../api/types.ts";
import { mailPath } from "../../../lib/paths.ts";
import { Button } from "../../../ui/Button.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { Empty } from "../../../ui/Empty.tsx";
import { TextInput } from "../../../ui/forms.ts";
import { ProblemBox } from "../../../ui/page/Page.tsx";
import { Paged } from "../../../ui/page/Paged.tsx";
import { Table, type Column } from "../../../ui/page/Table.tsx";
import { Time } from "../../../ui/Time.tsx";
import { toast } from "../../../ui/toast.ts";
import { useListSettings } from "../editor/remote.ts";
import { ListPage } from "../frame/ListPage.tsx";
import { useArchive, useTakeOut, type Archived } from "./remote.ts";
import css from "./archive.module.css";

export default function ArchivePage() {
  return <ListPage>{(list) => <Archive list={list} />}</ListPage>;
}

function Archive({ list }: { list: Address }) {
  const { t } = useLingui();
  const [q, setQ] = useState("");
  const [out, setOut] = useState<Archived | null>(null);
  const rows = useArchive(list.id, q.trim());
  const decides = list.rights.includes("manage") || list.rights.includes("own");
  const columns = useColumns(list.id, decides ? setOut : null);
  return (
    <>
      <div className={css.top}>
        <TextInput
          className={css.search}
          type="search"
          aria-label={t`Search the archive`}
          placeholder={t`Search the archive …`}
          value={q}
          onChange={(event) => setQ(event.currentTarget.value)}
        />
        <Outside list={list} />
      </div>
      <Paged
        rows={rows}
        counted={plural(rows.items.length, { one: "# post", other: "# posts" })}
        empty={<Nothing searched={q.trim() !== ""} />}
      >
        <Table label={t`Archive`} columns={columns} rows={rows.items} rowKey={(one) => one.id} />
      </Paged>
      {out && <TakeOut post={out} onClose={() => setOut(null)} />}
    </>
  );
}

/** Where everybody finds it, when everybody may. */
function Outside({ list }: { list: Address }) {
  const { t } = useLingui();
  const settings = useListSettings(list.id, list.rights.includes("manage")).data;
  if (!settings) return null;
  if (settings.archive === "public")
    return (
      <a className={css.outside} href={settings.archive_url} target="_blank" rel="noreferrer">
        <IconExternalLink size={16} stroke={1.5} aria-hidden />
        {t`The public page`}
      </a>
    );
  return (
    <span className={css.note}>
      {settings.archive === "off"
        ? t`The archive is off: new posts are not kept in it.`
        : t`Only those who may read the list see it.`}{" "}
      <Link to={`/lists/${list.id}/settings` as string}>{t`Change this`}</Link>
    </span>
  );
}

function Nothing({ searched }: { searched: boolean }) {
  const { t } = useLingui();
  if (searched)
    return <Empty title={t`Nothing found`}>{t`All words must stand in the post.`}</Empty>;
  return (
    <Empty icon={<IconArchive size={36} stroke={1.2} />} title={t`Nothing here yet`}>
      {t`What goes out to the list will be found here, also by those who join later.`}
    </Empty>
  );
}

function useColumns(list: string, onOut: ((post: Archived) => void) | null): Column<Archived>[] {
  const { t } = useLingui();
  const columns: Column<Archived>[] = [
    {
      key: "subject",
      head: t`Subject`,
      lead: true,
      cell: (one) => (
        <Link
          className={css.subject}
          to={mailPath({ box: list, view: "all", id: one.conversation }) as string}
        >
          {one.subject || t`(no subject)`}
        </Link>
      ),
    },
    { key: "author", head: t`By`, width: "24%", cell: (one) => one.author },
    { key: "at", head: t`When`, width: "130px", cell: (one) => <Time at={one.at} how="stamp" /> },
  ];
  if (!onOut) return columns;
  return [
    ...columns,
    {
      key: "do",
      head: "",
      width: "120px",
      align: "end",
      cell: (one) => (
        <Button aria-label={t`Take out: ${one.subject}`} onClick={() => onOut(one)}>
          {t`Take out`}
        </Button>
      ),
    },
  ];
}

function TakeOut({ post, onClose }: { post: Archived; onClose: () => void }) {
  const { t } = useLingui();
  const takeOut = useTakeOut();
  return (
    <Dialog open onClose={onClose} title={t`Take “${post.subject}” out of the archive?`}>
      <p>
        {t`Nobody finds it in the archive any more, and its public page is gone. The mail itself stays where it is filed.`}
      </p>
      {takeOut.error && <ProblemBox error={takeOut.error} />}
      <div className={css.foot}>
        <Button onClick={onClose}>{t`Cancel`}</Button>
        <Button
          look="danger"
          disabled={takeOut.isPending}
          onClick={() =>
            takeOut.mutate(post.id, {
              onSuccess: () => {
                toast({ text: t`It is out of the archive.` });
                onClose();
              },
            })
          }
        >{t`Take it out`}</Button>
      </div>
    </Dialog>
  );
}
