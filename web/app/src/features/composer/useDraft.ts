/** What is being written, kept on the server a moment after each change. Nothing is lost. */
import { useCallback, useEffect, useRef, useState } from "react";
import { t } from "@lingui/core/macro";
import type { Problem } from "../../api/client.ts";
import type { Attachment, Draft, Person } from "../../api/types.ts";
import { failed } from "../../sync/actions.ts";
import { discardDraft, keepDraft, movedTo, upload, type Written } from "../../sync/sending.ts";

export interface Content {
  html: string;
  text: string;
  to: Person[];
  cc: Person[];
  bcc: Person[];
  subject: string;
  attachments: Attachment[];
}

export type Kept = "nothing" | "unsaved" | "saved" | "failed";

export interface Where {
  conversation: string | null;
  address_id: string;
  kind: Draft["kind"];
  seen_up_to: number;
  forwards?: string | null | undefined;
}

/** Somebody else went on with a shared draft: theirs, and mine, which is kept beside it. */
export interface Moved {
  theirs: Draft;
  mine: Draft;
}

const PAUSE = 800; // ms after the last key

export function contentOf(draft: Draft): Content {
  const { html, text, to, cc, bcc, subject, attachments } = draft;
  return { html, text, to, cc, bcc, subject, attachments };
}

type Begun = Pick<Draft, "id" | "version"> | undefined;

export function useDraft(where: Where, first: Content, begun?: Begun) {
  const [content, setContent] = useState(first);
  const [kept, setKept] = useState<Kept>(begun ? "saved" : "nothing");
  const [uploading, setUploading] = useState(0);
  const [moved, setMoved] = useState<Moved | null>(null);
  const now = useRef({
    content: first,
    where,
    id: begun?.id,
    version: begun?.version,
    dirty: false,
    chosen: false, // text, people or files, be it kept by now or not
    over: false,
  });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const chain = useRef(Promise.resolve());
  useEffect(() => {
    now.current.where = where;
  });

  /** Both texts are kept: theirs where it was, mine as a draft of my own. */
  const part = useCallback(async (theirs: Draft) => {
    const state = now.current;
    const mine = await keepDraft(undefined, { ...state.where, ...written(state.content) });
    now.current = { ...state, id: mine.id, version: mine.version, dirty: false };
    setKept("saved");
    setMoved({ theirs, mine });
  }, []);

  const save = useCallback((): Promise<void> => {
    clearTimeout(timer.current);
    chain.current = chain.current.then(async () => {
      const state = now.current;
      if (!state.dirty || state.over) return;
      state.dirty = false;
      if (!state.id && bare(state.where, state.content)) return setKept("nothing");
      try {
        const { id, version } = state;
        const body = { ...state.where, ...written(state.content), ...(id ? { version } : {}) };
        const made = await keepDraft(id, body);
        state.id = made.id;
        state.version = made.version;
        setKept(state.dirty ? "unsaved" : "saved");
      } catch (problem) {
        const theirs = movedTo(problem);
        if (theirs) return part(theirs).catch(() => setKept("failed"));
        state.dirty = true;
        setKept("failed");
      }
    });
    return chain.current;
  }, [part]);

  const change = useCallback(
    (some: Partial<Content>) => {
      now.current.content = { ...now.current.content, ...some };
      now.current.dirty = true;
      now.current.chosen = true;
      now.current.over = false;
      setContent(now.current.content);
      setKept("unsaved");
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void save(), PAUSE);
    },
    [save],
  );

  /** Puts other content in its place, as it is on the server. */
  const load = useCallback((draft: Draft) => {
    clearTimeout(timer.current);
    const { id, version } = draft;
    const loaded = { content: contentOf(draft), id, version, dirty: false, over: false };
    now.current = { ...now.current, ...loaded };
    setContent(now.current.content);
    setMoved(null);
    setKept("saved");
  }, []);

  /** Begins anew; the server's draft is gone or has become a mail. */
  const clear = useCallback((empty: Content) => {
    clearTimeout(timer.current);
    const nothing = { id: undefined, version: undefined, dirty: false, chosen: false, over: true };
    now.current = { ...now.current, content: empty, ...nothing };
    setContent(empty);
    setMoved(null);
    setKept("nothing");
  }, []);

  const discard = useCallback(
    (empty: Content) => {
      const { id: gone } = now.current;
      clear(empty);
      if (gone) void discardDraft(gone);
    },
    [clear],
  );

  /** Takes files up; answers those that arrived. */
  const attach = useCallback(
    async (files: File[]): Promise<Attachment[]> => {
      const there: Attachment[] = [];
      for (const file of files) {
        setUploading((n) => n + 1);
        try {
          const made = await upload(file);
          there.push(made);
          change({ attachments: [...now.current.content.attachments, made] });
        } catch (problem) {
          failed(problem as Problem, t`${file.name} is not attached.`);
        } finally {
          setUploading((n) => n - 1);
        }
      }
      return there;
    },
    [change],
  );

  /** Nothing was written or chosen yet. */
  const untouched = useCallback(
    () => !now.current.id && !now.current.chosen && !now.current.content.text,
    [],
  );
  useEffect(() => () => void save(), [save]); // whoever leaves keeps what was written
  return {
    content,
    kept,
    uploading,
    moved,
    change,
    load,
    clear,
    discard,
    attach,
    save,
    part,
    settle: () => setMoved(null),
    untouched,
    id: () => now.current.id,
    version: () => now.current.version,
  };
}

/** Only who gets it was chosen: no reason to keep anything. */
function bare({ kind }: Where, { text, html, attachments }: Content): boolean {
  return kind !== "new" && !text.trim() && !html.includes("<img") && attachments.length === 0;
}

export function written(content: Content): Written {
  return { ...content, attachments: content.attachments.map((file) => file.id) };
}
