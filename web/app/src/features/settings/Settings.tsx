/** What a person sets for themselves: language, light or dark, lists, time zone, keys; signing out. */
import type { ReactNode } from "react";
import { Trans, useLingui } from "@lingui/react/macro";
import {
  IconAdjustmentsHorizontal,
  IconFolderSearch,
  IconKey,
  IconLogout,
  IconMessage2,
} from "@tabler/icons-react";
import { leave } from "../../sync/keeping.ts";
import type { Language, Me, Scheme } from "../../api/types.ts";
import { overlay, scene } from "../../commands/scene.ts";
import { changeMe } from "../../sync/me.ts";
import { useMe } from "../../sync/queries.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { SegmentedControl, Switch } from "../../ui/forms.ts";
import { Zone } from "./Zone.tsx";
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
          <fieldset>
            <legend>{t`Lists`}</legend>
            <SegmentedControl
              fullWidth
              value={me.density ?? "comfortable"}
              data={[
                { value: "comfortable", label: t`Three lines each` },
                { value: "compact", label: t`One line each` },
              ]}
              onChange={(density) => void changeMe({ density: density as Me["density"] })}
            />
          </fieldset>
          <Zone value={me.timezone} />
          <Switch
            checked={me.shortcuts}
            label={t`Single keys do things`}
            description={<Trans>For example E closes and R answers. “?” shows all of them.</Trans>}
            onChange={(event) => void changeMe({ shortcuts: event.currentTarget.checked })}
          />
          <div className={css.ways}>
            <Way path="/saved-replies" icon={<IconMessage2 size={18} stroke={1.5} />}>
              {t`Saved replies`}
            </Way>
            <Way path="/views" icon={<IconFolderSearch size={18} stroke={1.5} />}>
              {t`Saved views`}
            </Way>
            <Way path="/tokens" icon={<IconKey size={18} stroke={1.5} />}>
              {t`Access tokens`}
            </Way>
          </div>
          {me.role === "administrator" && (
            <Way path="/admin" icon={<IconAdjustmentsHorizontal size={18} stroke={1.5} />}>
              {t`Administration`}
            </Way>
          )}
          <Button icon={<IconLogout size={18} stroke={1.5} />} onClick={() => void leave()}>
            {t`Sign out`}
          </Button>
        </div>
      )}
    </Dialog>
  );
}

/** Leads to a page, and closes what floats above it. */
function Way({ path, icon, children }: { path: string; icon: ReactNode; children: ReactNode }) {
  return (
    <Button
      icon={icon}
      onClick={() => {
        overlay.set(null);
        scene.get().go(path);
      }}
    >
      {children}
    </Button>
  );
}
