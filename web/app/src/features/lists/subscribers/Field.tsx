/** A field for the value of one attribute, by its kind. */
import { Select, TextInput } from "../../../ui/forms.ts";
import type { Attribute } from "../types.ts";

interface Props {
  attribute: Attribute;
  value: string;
  onChange: (value: string) => void;
}

export function Field({ attribute, value, onChange }: Props) {
  if (attribute.kind === "choice")
    return (
      <Select
        label={attribute.label}
        data={attribute.choices}
        value={value || null}
        clearable
        onChange={(choice) => onChange(choice ?? "")}
      />
    );
  return (
    <TextInput
      label={attribute.label}
      type={attribute.kind === "date" ? "date" : "text"}
      inputMode={attribute.kind === "number" ? "decimal" : undefined}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
