/** Saved replies: search, folders, and what the chosen one says here; missing words are marked. */
import { useMemo, useState, type KeyboardEvent } from "react";
import { useQuery } from "@tanstack/react-query";
import { useLingui } from "@lingui/react/macro";
import { IconAlertTriangle, IconBolt } from "@tabler/icons-react";
import { api, part } from "../../api/client.ts";
import type { Page, SavedReply } from "../../api/types.ts";
import { cx } from "../../lib/cx.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Empty } from "../../ui/Empty.tsx";
import { asHtml, byFolder, found, marked } from "./saved.ts";
import css from "./SavedReplies.module.css";

interface Props {
  address: string;
  conversation: string | null;
  onInsert: (html: string) => void;
  /** Nothing was chosen: the sign that was typed belongs into the text. */
  onClose: () => void;
}

interface Filled {
  text: string;
  html: string;
  missing: string[];
}

export default function SavedReplies({ address, conversation, onInsert, onClose }: Props) {
  const { t } = useLingui();
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const all = useQuery({
    queryKey: ["saved-replies", "for", address],
    queryFn: () => api.get<Page<SavedReply>>("/saved-replies", { address }),
  });
  const shown = useMemo(() => found(all.data?.items ?? [], typed), [all.data, typed]);
  const here = shown[Math.min(at, shown.length - 1)];
  const filled = useQuery({
    queryKey: ["saved-replies", "filled", here?.id, conversation],
    queryFn: () =>
      api.get<Filled>(`/saved-replies/${part(here?.id ?? "")}/filled`, { conversation, address }),
    enabled: here !== undefined,
  }).data;
  const take = () => {
    if (filled) onInsert(filled.html || asHtml(filled.text));
  };
  const keys = (event: KeyboardEvent) => {
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (by) setAt((now) => (now + by + shown.length) % Math.max(1, shown.length));
    if (event.key === "Enter") take();
    if (by || event.key === "Enter") event.preventDefault();
  };
  return (
    <Dialog open onClose={onClose} title={t`Saved replies`} size={760}>
      {all.data?.items.length === 0 ? (
        <Empty icon={<IconBolt size={30} stroke={1.25} />} title={t`No saved replies yet.`}>
          <a href="/saved-replies">{t`Write the first one`}</a>
        </Empty>
      ) : (
        <div className={css.saved}>
          <input
            className={css.search}
            data-autofocus
            value={typed}
            role="combobox"
            aria-expanded
            aria-controls="saved-replies"
            aria-activedescendant={here && `saved-${here.id}`}
            aria-label={t`Search saved replies`}
            placeholder={t`Search …`}
            onChange={(event) => {
              setTyped(event.target.value);
              setAt(0);
            }}
            onKeyDown={keys}
          />
          <div id="saved-replies" role="listbox" aria-label={t`Saved replies`} className={css.list}>
            {byFolder(shown).map(([folder, replies]) => (
              <div key={folder} role="group" aria-label={folder || t`Without a folder`}>
                {folder && <p className={css.folder}>{folder}</p>}
                {replies.map((one) => (
                  <button
                    key={one.id}
                    id={`saved-${one.id}`}
                    type="button"
                    role="option"
                    tabIndex={-1}
                    aria-selected={one === here}
                    className={cx(css.one, one === here && css.here)}
                    onPointerMove={() => setAt(shown.indexOf(one))}
                    onClick={take}
                  >
                    {one.name}
                  </button>
                ))}
              </div>
            ))}
            {all.data && !shown.length && <p className={css.folder}>{t`Nothing fits.`}</p>}
          </div>
          <section className={css.preview} aria-label={t`What it says`}>
            {filled && <Preview filled={filled} />}
          </section>
          <footer className={css.foot}>
            <Button look="filled" keys="Enter" disabled={!filled} onClick={take}>
              {t`Insert`}
            </Button>
          </footer>
        </div>
      )}
    </Dialog>
  );
}

function Preview({ filled }: { filled: Filled }) {
  const { t } = useLingui();
  const names = filled.missing.join(", ");
  return (
    <>
      {filled.missing.length > 0 && (
        <p className={css.missing}>
          <IconAlertTriangle size={16} stroke={1.5} aria-hidden />
          {t`Not known here: ${names}. Fill it in before you send.`}
        </p>
      )}
      <p className={css.words}>
        {marked(filled.text).map(({ text, open }, n) =>
          open ? <mark key={n}>{text}</mark> : <span key={n}>{text}</span>,
        )}
      </p>
    </>
  );
}
