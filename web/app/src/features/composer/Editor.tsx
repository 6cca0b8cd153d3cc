/** The text field with formatting; loaded when someone begins to write. */
import { useEffect, useImperativeHandle, type Ref } from "react";
import { EditorContent, useEditor } from "@tiptap/react";
import StarterKit from "@tiptap/starter-kit";
import Placeholder from "@tiptap/extension-placeholder";
import type { Attachment } from "../../api/types.ts";
import { Picture, sorted } from "./picture.ts";
import css from "./Composer.module.css";

/** What the bar and the saved replies do to the text. */
export interface Pen {
  insert: (html: string) => void;
  focus: () => void;
}

interface Props {
  html: string;
  /** Rises when `html` was replaced from outside. */
  version: number;
  placeholder: string;
  label: string;
  onChange: (html: string, text: string) => void;
  onFiles: (files: File[]) => Promise<Attachment[]>;
  /** ";" at the beginning of a word asks for a saved reply. */
  onSaved?: () => void;
  pen?: Ref<Pen>;
  /** Whether the cursor goes here at once. */
  focus?: boolean;
}

export default function Editor(props: Props) {
  const {
    html,
    version,
    placeholder,
    label,
    onChange,
    onFiles,
    onSaved,
    pen,
    focus = true,
  } = props;
  const editor = useEditor({
    extensions: [
      StarterKit.configure({ link: { openOnClick: false } }),
      Placeholder.configure({ placeholder }),
      Picture,
    ],
    content: html,
    injectCSS: false, // the Content-Security-Policy and our own styles
    immediatelyRender: true,
    editorProps: {
      attributes: {
        "aria-label": label,
        role: "textbox",
        "aria-multiline": "true",
        class: css.editor ?? "",
      },
      handleKeyDown: (view, event) => {
        if (event.key === ";" && onSaved && atWordStart(view.state)) {
          onSaved();
          return true;
        }
        return (event.ctrlKey || event.metaKey) && event.key === "Enter";
      },
      handlePaste: (_, event) => given([...(event.clipboardData?.files ?? [])]),
      handleDrop: (_, event) => given([...(event.dataTransfer?.files ?? [])]),
    },
    onUpdate: ({ editor: now }) =>
      onChange(now.isEmpty ? "" : now.getHTML(), now.getText({ blockSeparator: "\n" })),
  });
  const given = (files: File[]) => {
    const { pictures, others } = sorted(files);
    if (others.length) void onFiles(others);
    if (pictures.length)
      void onFiles(pictures).then((there) => {
        for (const { url, name } of there)
          editor
            .chain()
            .focus()
            .insertContent({ type: "picture", attrs: { src: `${url}?inline=1`, alt: name } })
            .run();
      });
    return files.length > 0;
  };
  useImperativeHandle(pen, () => ({
    insert: (more) => void editor.chain().focus().insertContent(more).run(),
    focus: () => void editor.commands.focus(),
  }));
  useEffect(() => {
    // once it is in the page: earlier nothing gets the focus; one made too early is made anew
    if (focus && !editor.isDestroyed) editor.commands.focus("end");
    // from the beginning, not when the wish comes later
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [editor]);
  useEffect(() => {
    if (version > 0) editor.chain().setContent(html, { emitUpdate: false }).focus("end").run();
    // only when it was replaced from outside, not at every key
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [version]);
  return <EditorContent editor={editor} className={css.editing} />;
}

interface At {
  selection: { empty: boolean; $from: { parentOffset: number; parent: { textBetween: Between } } };
}
type Between = (from: number, to: number) => string;

function atWordStart({ selection }: At): boolean {
  const { parentOffset: at, parent } = selection.$from;
  return selection.empty && (at === 0 || /\s/.test(parent.textBetween(at - 1, at)));
}
