/** Before a switch of mode: what stays, what changes, what to look out for. Then the way back. */
import { useLingui } from "@lingui/react/macro";
import { IconAlertTriangle, IconArrowRight, IconCheck } from "@tabler/icons-react";
import type { Mode } from "../../api/types.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { ModeSign } from "../../ui/ModeSign.tsx";
import { ProblemBox } from "../../ui/page/Page.tsx";
import { TableSkeleton } from "../../ui/page/Table.tsx";
import { toast } from "../../ui/toast.ts";
import { MODE_WORDS } from "./modes.ts";
import { useModePreview, useSwitchMode } from "./remote.ts";
import { changesBetween, keptLines, warned, type Preview } from "./switching.ts";
import type { Settings } from "./types.ts";
import css from "./admin.module.css";

interface Props {
  settings: Settings;
  to: Mode;
  onClose: () => void;
}

export function SwitchDialog({ settings, to, onClose }: Props) {
  const { t, i18n } = useLingui();
  const preview = useModePreview(settings.id, to);
  const change = useSwitchMode(settings.id);
  const switched = () => {
    onClose();
    toast({
      text: i18n._(MODE_WORDS[to].done),
      action: { label: t`Switch back`, run: () => change.mutate(settings.mode) },
      seconds: 12,
    });
  };
  return (
    <Dialog open title={t`Work differently on ${settings.address}?`} onClose={onClose} size={640}>
      <p className={css.way}>
        <ModeName mode={settings.mode} />
        <IconArrowRight size={18} stroke={1.5} aria-label={t`becomes`} />
        <ModeName mode={to} />
      </p>
      {preview.error && <ProblemBox error={preview.error} onRetry={() => void preview.refetch()} />}
      {preview.isPending && <TableSkeleton rows={5} />}
      {preview.data && <PreviewText preview={preview.data} />}
      {change.error && <ProblemBox error={change.error} />}
      <div className={`${css.dialogFoot} ${css.stick}`}>
        <p className={css.hint}>{t`You can switch back at any time. No mail is lost by it.`}</p>
        <Button onClick={onClose}>{t`Leave it as it is`}</Button>
        <Button
          look="filled"
          disabled={!preview.data || change.isPending}
          onClick={() => change.mutate(to, { onSuccess: switched })}
        >
          {i18n._(MODE_WORDS[to].switch)}
        </Button>
      </div>
    </Dialog>
  );
}

function ModeName({ mode }: { mode: Mode }) {
  const { i18n } = useLingui();
  return (
    <span className={`${css.modeName} ${css[mode]}`}>
      <ModeSign mode={mode} size={20} />
      {i18n._(MODE_WORDS[mode].name)}
    </span>
  );
}

function PreviewText({ preview }: { preview: Preview }) {
  const { t, i18n } = useLingui();
  const stays = keptLines(preview);
  return (
    <div className={css.preview}>
      <section>
        <h3>{t`What stays`}</h3>
        <ul>
          <Line sign="ok">{t`Every mail, exactly as it came, and everything said about it`}</Line>
          {stays.map((line) => (
            <Line key={line.code} sign="ok">
              {i18n._(line.text)}
            </Line>
          ))}
        </ul>
      </section>
      <section>
        <h3>{t`What changes`}</h3>
        <ul>
          {changesBetween(preview.from, preview.to).map((text) => (
            <Line key={text.id} sign="change">
              {i18n._(text)}
            </Line>
          ))}
        </ul>
      </section>
      {preview.warnings.length > 0 && (
        <section className={css.warnings}>
          <h3>{t`Look out for`}</h3>
          <ul>
            {preview.warnings.map(({ code, detail }) => {
              const words = warned(code, detail);
              return (
                <Line key={code} sign="warning">
                  {words ? i18n._(words) : detail}
                </Line>
              );
            })}
          </ul>
        </section>
      )}
    </div>
  );
}

const SIGNS = { ok: IconCheck, change: IconArrowRight, warning: IconAlertTriangle };

function Line({ sign, children }: { sign: keyof typeof SIGNS; children: React.ReactNode }) {
  const Sign = SIGNS[sign];
  return (
    <li className={css[sign]}>
      <Sign size={16} stroke={1.6} aria-hidden />
      <span>{children}</span>
    </li>
  );
}
