/** The text field with formatting; loaded when someone begins to write. */
import { useEffect } from "react";
import { EditorContent, useEditor } from "@tiptap/react";
import StarterKit from "@tiptap/starter-kit";
import Placeholder from "@tiptap/extension-placeholder";
import css from "./Composer.module.css";

interface Props {
  html: string;
  /** Rises when `html` was replaced from outside. */
  version: number;
  placeholder: string;
  label: string;
  onChange: (html: string, text: string) => void;
  onFiles: (files: File[]) => void;
}

export default function Editor({ html, version, placeholder, label, onChange, onFiles }: Props) {
  const editor = useEditor({
    extensions: [
      StarterKit.configure({ link: { openOnClick: false } }),
      Placeholder.configure({ placeholder }),
    ],
    content: html,
    autofocus: "end",
    injectCSS: false, // the Content-Security-Policy and our own styles
    immediatelyRender: true,
    editorProps: {
      attributes: {
        "aria-label": label,
        role: "textbox",
        "aria-multiline": "true",
        class: css.editor ?? "",
      },
      handleKeyDown: (_, event) => (event.ctrlKey || event.metaKey) && event.key === "Enter",
      handlePaste: (_, event) => given([...(event.clipboardData?.files ?? [])]),
      handleDrop: (_, event) => given([...(event.dataTransfer?.files ?? [])]),
    },
    onUpdate: ({ editor: now }) =>
      onChange(now.isEmpty ? "" : now.getHTML(), now.getText({ blockSeparator: "\n" })),
  });
  const given = (files: File[]) => {
    if (files.length) onFiles(files);
    return files.length > 0;
  };
  useEffect(() => {
    if (version > 0) editor.chain().setContent(html, { emitUpdate: false }).focus("end").run();
    // only when it was replaced from outside, not at every key
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [version]);
  return <EditorContent editor={editor} className={css.editing} />;
}
