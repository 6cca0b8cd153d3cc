/** What is being written, kept on the server a moment after each change. Nothing is lost. */
import { useCallback, useEffect, useRef, useState } from "react";
import { t } from "@lingui/core/macro";
import type { Problem } from "../../api/client.ts";
import type { Attachment, Draft, Person } from "../../api/types.ts";
import { failed } from "../../sync/actions.ts";
import { discardDraft, keepDraft, upload, type Written } from "../../sync/sending.ts";

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

interface Where {
  conversation: string | null;
  address_id: string;
  kind: Draft["kind"];
  seen_up_to: number;
}

const PAUSE = 800; // ms after the last key

export function contentOf(draft: Draft): Content {
  const { html, text, to, cc, bcc, subject, attachments } = draft;
  return { html, text, to, cc, bcc, subject, attachments };
}

export function useDraft(where: Where, first: Content, id?: string) {
  const [content, setContent] = useState(first);
  const [kept, setKept] = useState<Kept>(id ? "saved" : "nothing");
  const [uploading, setUploading] = useState(0);
  const now = useRef({ content: first, where, id, dirty: false, over: false });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const chain = useRef(Promise.resolve());
  useEffect(() => {
    now.current.where = where;
  });

  const save = useCallback((): Promise<void> => {
    clearTimeout(timer.current);
    chain.current = chain.current.then(async () => {
      const state = now.current;
      if (!state.dirty || state.over) return;
      state.dirty = false;
      try {
        const made = await keepDraft(state.id, { ...state.where, ...written(state.content) });
        state.id = made.id;
        setKept(state.dirty ? "unsaved" : "saved");
      } catch {
        state.dirty = true;
        setKept("failed");
      }
    });
    return chain.current;
  }, []);

  const change = useCallback(
    (part: Partial<Content>) => {
      now.current.content = { ...now.current.content, ...part };
      now.current.dirty = true;
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
    now.current = {
      ...now.current,
      content: contentOf(draft),
      id: draft.id,
      dirty: false,
      over: false,
    };
    setContent(now.current.content);
    setKept("saved");
  }, []);

  /** Begins anew; the server's draft is gone or has become a mail. */
  const clear = useCallback((empty: Content) => {
    clearTimeout(timer.current);
    now.current = { ...now.current, content: empty, id: undefined, dirty: false, over: true };
    setContent(empty);
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

  const attach = useCallback(
    async (files: File[]) => {
      for (const file of files) {
        setUploading((n) => n + 1);
        try {
          const made = await upload(file);
          change({ attachments: [...now.current.content.attachments, made] });
        } catch (problem) {
          failed(problem as Problem, t`${file.name} is not attached.`);
        } finally {
          setUploading((n) => n - 1);
        }
      }
    },
    [change],
  );

  useEffect(() => () => void save(), [save]); // whoever leaves keeps what was written
  return {
    content,
    kept,
    uploading,
    change,
    load,
    clear,
    discard,
    attach,
    save,
    id: () => now.current.id,
  };
}

export function written(content: Content): Written {
  return { ...content, attachments: content.attachments.map((file) => file.id) };
}
