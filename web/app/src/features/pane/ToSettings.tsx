/** The way to the settings of this address; there for those who manage it. */
import { IconAdjustments } from "@tabler/icons-react";
import { addressSettings } from "../../commands/addressSettings.ts";
import { useCommand } from "../../commands/useCommand.ts";
import { IconButton } from "../../ui/Button.tsx";

export function ToSettings() {
  const settings = useCommand(addressSettings);
  if (!settings.possible) return null;
  return (
    <IconButton label={settings.label} onClick={settings.run}>
      <IconAdjustments size={18} stroke={1.5} />
    </IconButton>
  );
}
