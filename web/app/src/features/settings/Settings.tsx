/** What a person sets for themselves: language, light or dark, keys; and signing out. */
import { Trans, useLingui } from "@lingui/react/macro";
import { IconAdjustmentsHorizontal, IconLogout } from "@tabler/icons-react";
import { signOut } from "../../api/client.ts";
import type { Language, Scheme } from "../../api/types.ts";
import { overlay, scene } from "../../commands/scene.ts";
import { changeMe } from "../../sync/me.ts";
import { useMe } from "../../sync/queries.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { SegmentedControl, Switch } from "../../ui/forms.ts";
import css from "./Settings.module.css";

export default function Settings() {
  const { t } = useLingui();
  const me = useMe().data;
  return (
    <Dialog open onClose={() => overlay.set(null)} title={t`Settings`} size={440}>
      {me && (
        <div className={css.settings}>
          <p className={css.who}>
            <b>{me.name}</b> <span>{me.address}</span>
          </p>
          <fieldset>
            <legend>{t`Language`}</legend>
            <SegmentedControl
              fullWidth
              value={me.language}
              data={[
                { value: "de", label: "Deutsch" },
                { value: "en", label: "English" },
              ]}
              onChange={(language) => void changeMe({ language: language as Language })}
            />
          </fieldset>
          <fieldset>
            <legend>{t`Appearance`}</legend>
            <SegmentedControl
              fullWidth
              value={me.scheme}
              data={[
                { value: "auto", label: t`Like the device` },
                { value: "light", label: t`Light` },
                { value: "dark", label: t`Dark` },
              ]}
              onChange={(scheme) => void changeMe({ scheme: scheme as Scheme })}
            />
          </fieldset>
          <Switch
            checked={me.shortcuts}
            label={t`Single keys do things`}
            description={<Trans>For example E closes and R answers. “?” shows all of them.</Trans>}
            onChange={(event) => void changeMe({ shortcuts: event.currentTarget.checked })}
          />
          {me.role === "administrator" && (
            <Button
              icon={<IconAdjustmentsHorizontal size={18} stroke={1.5} />}
              onClick={() => {
                overlay.set(null);
                scene.get().go("/admin");
              }}
            >
              {t`Administration`}
            </Button>
          )}
          <Button icon={<IconLogout size={18} stroke={1.5} />} onClick={() => void signOut()}>
            {t`Sign out`}
          </Button>
        </div>
      )}
    </Dialog>
  );
}
