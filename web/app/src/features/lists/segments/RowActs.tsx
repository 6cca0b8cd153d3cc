/** What can be done with a line of these tables: change it, or remove it. */
import { useLingui } from "@lingui/react/macro";
import { IconPencil, IconTrash } from "@tabler/icons-react";
import { IconButton } from "../../../ui/Button.tsx";
import css from "./segments.module.css";

interface Props {
  name: string;
  onChange: () => void;
  onRemove: () => void;
}

export function RowActs({ name, onChange, onRemove }: Props) {
  const { t } = useLingui();
  return (
    <span className={css.acts}>
      <IconButton label={t`Change ${name}`} onClick={onChange}>
        <IconPencil size={16} stroke={1.5} />
      </IconButton>
      <IconButton label={t`Remove ${name}`} onClick={onRemove}>
        <IconTrash size={16} stroke={1.5} />
      </IconButton>
    </span>
  );
}
