/** Words with bold, italic, links and lists: what every mail program shows alike. */
import { useEffect, useImperativeHandle, useRef, useState, type Ref } from "react";
import { useLingui } from "@lingui/react/macro";
import { EditorContent, useEditor, useEditorState, type Editor } from "@tiptap/react";
import StarterKit from "@tiptap/starter-kit";
import Placeholder from "@tiptap/extension-placeholder";
import {
  IconBold,
  IconItalic,
  IconLink,
  IconLinkOff,
  IconList,
  IconListNumbers,
} from "@tabler/icons-react";
import { IconButton } from "../../../ui/Button.tsx";
import { LatePopover } from "../../../ui/Late.tsx";
import { LinkForm } from "./LinkForm.tsx";
import type { Pen } from "./pens.ts";
import css from "./editor.module.css";

interface Props {
  html: string;
  label: string;
  onChange: (html: string) => void;
  onFocus: () => void;
  pen: Ref<Pen>;
}

export function RichText({ html, label, onChange, onFocus, pen }: Props) {
  const { t } = useLingui();
  const told = useRef(html); // what we said last: only another text comes from outside
  const editor = useEditor({
    extensions: [
      StarterKit.configure({
        heading: false,
        blockquote: false,
        code: false,
        codeBlock: false,
        strike: false,
        underline: false,
        horizontalRule: false,
        link: { openOnClick: false, autolink: true, defaultProtocol: "https" },
      }),
      Placeholder.configure({ placeholder: t`Write …` }),
    ],
    content: html,
    injectCSS: false, // the Content-Security-Policy and our own styles
    immediatelyRender: true,
    editorProps: {
      attributes: {
        "aria-label": label,
        role: "textbox",
        "aria-multiline": "true",
        class: css.words ?? "",
      },
    },
    onFocus,
    onUpdate: ({ editor: now }) => {
      told.current = now.isEmpty ? "" : now.getHTML();
      onChange(told.current);
    },
  });
  useEffect(() => {
    if (html === told.current) return;
    told.current = html;
    editor.commands.setContent(html, { emitUpdate: false });
  }, [html, editor]);
  useImperativeHandle(pen, () => ({
    insert: (words) => void editor.chain().focus().insertContent(words).run(),
    focus: () => void editor.commands.focus(),
  }));
  return (
    <div className={css.rich}>
      <EditorContent editor={editor} />
      <Tools editor={editor} />
    </div>
  );
}

function Tools({ editor }: { editor: Editor }) {
  const { t } = useLingui();
  const now = useEditorState({
    editor,
    selector: ({ editor: one }) => ({
      bold: one.isActive("bold"),
      italic: one.isActive("italic"),
      bullets: one.isActive("bulletList"),
      numbers: one.isActive("orderedList"),
      link: one.isActive("link"),
    }),
  });
  const tools = [
    { key: "bold", label: t`Bold`, Icon: IconBold, on: now.bold },
    { key: "italic", label: t`Italic`, Icon: IconItalic, on: now.italic },
    { key: "bullets", label: t`List`, Icon: IconList, on: now.bullets },
    { key: "numbers", label: t`Numbered list`, Icon: IconListNumbers, on: now.numbers },
  ] as const;
  const run = (key: (typeof tools)[number]["key"]) => {
    const chain = editor.chain().focus();
    if (key === "bold") return chain.toggleBold().run();
    if (key === "italic") return chain.toggleItalic().run();
    return key === "bullets" ? chain.toggleBulletList().run() : chain.toggleOrderedList().run();
  };
  return (
    <div className={css.tools} role="toolbar" aria-label={t`Formatting`}>
      {tools.map(({ key, label, Icon, on }) => (
        <IconButton key={key} label={label} aria-pressed={on} onClick={() => run(key)}>
          <Icon size={16} stroke={1.75} />
        </IconButton>
      ))}
      <LinkTool editor={editor} on={now.link} />
    </div>
  );
}

function LinkTool({ editor, on }: { editor: Editor; on: boolean }) {
  const { t } = useLingui();
  const [round, setRound] = useState(0);
  const put = (href: string) => {
    const chain = editor.chain().focus().extendMarkRange("link");
    if (editor.state.selection.empty && !on)
      chain.insertContent({ type: "text", text: href, marks: [{ type: "link", attrs: { href } }] });
    else chain.setLink({ href });
    chain.run();
    setRound(round + 1); // closes it
  };
  return (
    <>
      <LatePopover
        key={round}
        position="bottom-start"
        button={
          <IconButton label={t`Link`} aria-pressed={on}>
            <IconLink size={16} stroke={1.75} />
          </IconButton>
        }
      >
        {() => <LinkForm href={String(editor.getAttributes("link")["href"] ?? "")} onPut={put} />}
      </LatePopover>
      {on && (
        <IconButton
          label={t`Remove the link`}
          onClick={() => editor.chain().focus().extendMarkRange("link").unsetLink().run()}
        >
          <IconLinkOff size={16} stroke={1.75} />
        </IconButton>
      )}
    </>
  );
}
