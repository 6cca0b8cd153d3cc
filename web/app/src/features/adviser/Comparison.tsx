/** The comparison of the three modes: a table with one framed column; on a phone one mode at a time. */
import { IconCheck, IconMinus } from "@tabler/icons-react";
import { useLingui } from "@lingui/react/macro";
import { ModeSign } from "../../ui/ModeSign.tsx";
import type { Mode } from "../../api/types.ts";
import { COMPARISON, MODES, type Cell, type Row } from "./comparison.ts";
import { MODE_WORDS } from "./words.ts";
import tones from "./adviser.module.css";
import css from "./comparison.module.css";

interface Props {
  /** The framed column; null while nothing is recommended yet. */
  chosen: Mode | null;
  onChoose: (mode: Mode) => void;
}

export function Comparison({ chosen, onChoose }: Props) {
  const { t } = useLingui();
  return (
    <>
      <ModeTabs chosen={chosen} onChoose={onChoose} />
      <table className={css.table} aria-label={t`The three modes compared`}>
        <thead>
          <tr>
            <th className={`${css.rowHead} ${css.corner}`} scope="col">
              {t`Compared`}
            </th>
            {MODES.map((mode) => (
              <Head key={mode} mode={mode} chosen={mode === chosen} onChoose={onChoose} />
            ))}
          </tr>
        </thead>
        <tbody>
          {COMPARISON.map((row) => (
            <Line key={row.key} row={row} chosen={chosen} />
          ))}
        </tbody>
      </table>
    </>
  );
}

function Head({
  mode,
  chosen,
  onChoose,
}: {
  mode: Mode;
  chosen: boolean;
  onChoose: Props["onChoose"];
}) {
  const { i18n } = useLingui();
  return (
    <th scope="col" className={`${css.column} ${tones[mode]} ${chosen ? css.chosen : ""}`}>
      <button
        type="button"
        className={css.pick}
        aria-pressed={chosen}
        onClick={() => onChoose(mode)}
      >
        <span className={css.name}>
          <ModeSign mode={mode} size={20} />
          {i18n._(MODE_WORDS[mode].name)}
        </span>
        <span className={css.claim}>{i18n._(MODE_WORDS[mode].claim)}</span>
      </button>
    </th>
  );
}

function Line({ row, chosen }: { row: Row; chosen: Mode | null }) {
  const { i18n } = useLingui();
  const shownOnPhone = chosen ?? "inbox";
  return (
    <tr>
      <th scope="row" className={css.rowHead}>
        {i18n._(row.head)}
      </th>
      {MODES.map((mode) => (
        <td
          key={mode}
          className={`${tones[mode]} ${mode === chosen ? css.chosen : ""} ${mode === shownOnPhone ? css.shown : ""}`}
        >
          <CellText cell={row.cells[mode]} />
        </td>
      ))}
    </tr>
  );
}

function CellText({ cell }: { cell: Cell }) {
  const { i18n } = useLingui();
  if (cell.kind === "plain") return i18n._(cell.text);
  return (
    <span className={`${css.cell} ${css[cell.kind]}`}>
      {cell.kind === "yes" ? (
        <IconCheck size={16} stroke={1.75} aria-hidden />
      ) : (
        <IconMinus size={14} stroke={1.5} aria-hidden />
      )}
      {i18n._(cell.text)}
    </span>
  );
}

function ModeTabs({ chosen, onChoose }: Props) {
  const { i18n, t } = useLingui();
  return (
    <div className={css.tabs} role="group" aria-label={t`Mode`}>
      {MODES.map((mode) => (
        <button
          key={mode}
          type="button"
          className={`${css.tab} ${tones[mode]}`}
          aria-pressed={mode === (chosen ?? "inbox")}
          onClick={() => onChoose(mode)}
        >
          <ModeSign mode={mode} size={18} />
          {i18n._(MODE_WORDS[mode].short)}
        </button>
      ))}
    </div>
  );
}
