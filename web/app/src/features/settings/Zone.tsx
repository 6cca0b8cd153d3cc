/** The time zone that "tomorrow at nine" is meant in; the device knows a good guess. */
import { useLingui } from "@lingui/react/macro";
import { changeMe } from "../../sync/me.ts";
import { Button } from "../../ui/Button.tsx";
import { Select } from "../../ui/forms.ts";
import css from "./Settings.module.css";

export function Zone({ value }: { value: string | undefined }) {
  const { t } = useLingui();
  const device = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const zones = new Set([...Intl.supportedValuesOf("timeZone"), "UTC", device, value ?? "UTC"]);
  return (
    <div className={css.zone}>
      <Select
        label={t`Time zone`}
        description={t`All times are shown and meant in it.`}
        data={[...zones].map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }))}
        value={value ?? device}
        searchable
        allowDeselect={false}
        nothingFoundMessage={t`No such time zone`}
        onChange={(timezone) => timezone && void changeMe({ timezone })}
      />
      {value !== undefined && value !== device && (
        <Button look="plain" onClick={() => void changeMe({ timezone: device })}>
          {t`Take that of this device: ${device.replaceAll("_", " ")}`}
        </Button>
      )}
    </div>
  );
}
