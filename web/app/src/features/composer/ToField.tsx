/** Whom a mail is handed on to: the first thing to say, so the cursor is here. */
import { useLingui } from "@lingui/react/macro";
import { PeopleField } from "./PeopleField.tsx";
import type { Content } from "./useDraft.ts";
import frame from "./Composer.module.css";

interface Props {
  content: Content;
  onChange: (part: Partial<Content>) => void;
}

export function ToField({ content, onChange }: Props) {
  const { t } = useLingui();
  return (
    <div className={frame.fields}>
      <PeopleField
        label={t`To`}
        people={content.to}
        autoFocus={content.to.length === 0}
        onChange={(to) => onChange({ to })}
      />
    </div>
  );
}
