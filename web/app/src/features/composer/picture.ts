/** Pictures inside of the text: pasted or dropped, uploaded at once, sent along inside the mail. */
import { mergeAttributes, Node } from "@tiptap/react";

export const Picture = Node.create({
  name: "picture",
  group: "inline",
  inline: true,
  draggable: true,
  addAttributes: () => ({ src: { default: "" }, alt: { default: "" } }),
  // Only what we keep ourselves: a pasted page must not make readers load things from elsewhere.
  parseHTML: () => [{ tag: 'img[src^="/api/v1/uploads/"]' }],
  renderHTML: ({ HTMLAttributes }) => ["img", mergeAttributes(HTMLAttributes)],
});

const SHOWN = /^image\/(png|jpe?g|gif|webp)$/;

/** Pure: which files stand in the text, which hang on the mail. */
export function sorted(files: readonly File[]): { pictures: File[]; others: File[] } {
  const pictures = files.filter((file) => SHOWN.test(file.type));
  return { pictures, others: files.filter((file) => !pictures.includes(file)) };
}
