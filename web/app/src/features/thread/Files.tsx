/** The files of a mail: name and size; pictures show themselves. */
import { useLingui } from "@lingui/react";
import { IconFileText } from "@tabler/icons-react";
import type { Attachment } from "../../api/types.ts";
import { size } from "../../lib/format.ts";
import css from "./Files.module.css";

const PICTURE = /^image\/(png|jpe?g|gif|webp)$/;

export function Files({ files }: { files: Attachment[] }) {
  const { i18n } = useLingui();
  if (!files.length) return null;
  return (
    <ul className={css.files}>
      {files.map((file) => (
        <li key={file.id}>
          <a href={file.url} className={css.file} download={file.name} title={file.name}>
            {PICTURE.test(file.content_type) ? (
              <img src={`${file.url}?inline=1`} alt="" className={css.thumb} loading="lazy" />
            ) : (
              <span className={css.thumb}>
                <IconFileText size={18} stroke={1.5} aria-hidden />
              </span>
            )}
            <span className={css.fileText}>
              <span>{file.name}</span>
              <small>{size(file.size, i18n.locale)}</small>
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}
