/** How long an answer waits after Send, so that it can be taken back. */
import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { Select } from "../../ui/forms.ts";

const OFTEN = [0, 5, 10, 20, 30, 60, 120, 300]; // seconds; the server takes 300 at most

interface Props {
  value: number;
  onChange: (seconds: number) => void;
}

export function UndoTime({ value, onChange }: Props) {
  const { t } = useLingui();
  const said = (seconds: number) => {
    const minutes = seconds / 60;
    if (seconds === 0) return t`Not at all: it leaves at once`;
    if (seconds >= 60 && Number.isInteger(minutes))
      return plural(minutes, { one: "# minute", other: "# minutes" });
    return plural(seconds, { one: "# second", other: "# seconds" });
  };
  const offered = [...new Set([...OFTEN, value])].sort((a, b) => a - b);
  return (
    <Select
      label={t`What was sent can be taken back`}
      description={t`So long a mail waits after “Send”, for everybody who writes as this address.`}
      data={offered.map((seconds) => ({ value: String(seconds), label: said(seconds) }))}
      value={String(value)}
      allowDeselect={false}
      onChange={(chosen) => onChange(Number(chosen))}
      maw={320}
    />
  );
}
