/** What several kinds of blocks have: where a link leads, and where they stand. */
import { useLingui } from "@lingui/react/macro";
import { SegmentedControl, TextInput } from "../../../ui/forms.ts";
import type { Align, Block } from "./blocks.ts";
import { completed } from "./links.ts";
import { useActs } from "./page.ts";

/** A link is kept as it was meant: the server takes none that leads nowhere. */
export function Target({ block, label }: { block: Block; label: string }) {
  const { t } = useLingui();
  const { change } = useActs();
  return (
    <TextInput
      key={block.href ?? ""}
      label={label}
      placeholder="https://"
      inputMode="url"
      defaultValue={block.href ?? ""}
      onBlur={(event) => {
        const typed = event.currentTarget.value.trim();
        const href = completed(typed);
        event.currentTarget.setCustomValidity(
          typed && !href ? t`This does not lead anywhere. Begin with https://.` : "",
        );
        if (typed && !href) event.currentTarget.reportValidity();
        else if (href !== (block.href ?? "")) change(block.id, { href });
      }}
    />
  );
}

export function Alignment({ block }: { block: Block }) {
  const { t } = useLingui();
  const { change } = useActs();
  return (
    <SegmentedControl
      size="xs"
      aria-label={t`Where it stands`}
      value={block.align ?? "left"}
      onChange={(align) => change(block.id, { align: align as Align })}
      data={[
        { value: "left", label: t`Left` },
        { value: "center", label: t({ message: "Middle", context: "align" }) },
        { value: "right", label: t`Right` },
      ]}
    />
  );
}
