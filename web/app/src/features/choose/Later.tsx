/** Put aside: until when, and whether an answer brings it back sooner. */
import { useState } from "react";
import { useLingui } from "@lingui/react/macro";
import { IconMailForward } from "@tabler/icons-react";
import { SegmentedControl } from "../../ui/forms.ts";
import type { Choice } from "../../ui/Picker.tsx";
import { doTo, useTargets } from "./useTargets.ts";
import { When } from "./When.tsx";

export default function Later() {
  const { t } = useLingui();
  const some = useTargets();
  const [how, setHow] = useState<"unless" | "regardless">("unless");
  if (!some.length) return null;
  const put = (until?: Date) =>
    doTo(
      some,
      {
        kind: "state",
        state: "snoozed",
        ...(until ? { until: until.toISOString(), regardless: how === "regardless" } : {}),
      },
      { leaves: true },
    );
  const open: Choice = {
    id: "open",
    name: t`Until somebody writes`,
    icon: <IconMailForward size={20} stroke={1.5} />,
    run: () => put(),
  };
  return (
    <When
      label={t`Later`}
      onChoose={put}
      more={[open]}
      foot={
        <>
          <span id="comes-back">{t`Comes back`}</span>
          <SegmentedControl
            size="xs"
            aria-labelledby="comes-back"
            value={how}
            onChange={setHow}
            data={[
              { value: "unless", label: t`sooner, if somebody writes` },
              { value: "regardless", label: t`then, regardless` },
            ]}
          />
        </>
      }
    />
  );
}
