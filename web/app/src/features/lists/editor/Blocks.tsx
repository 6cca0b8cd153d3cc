/** The blocks of a page or of a column, with places between them to add or to drop. */
import { useState } from "react";
import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { IconPlus } from "@tabler/icons-react";
import { cx } from "../../../lib/cx.ts";
import { Menu, Select } from "../../../ui/forms.ts";
import { LateMenu } from "../../../ui/Late.tsx";
import { KINDS, withColumns, type Block, type Place } from "./blocks.ts";
import { BlockCard } from "./BlockCard.tsx";
import { Fields } from "./Fields.tsx";
import { KIND } from "./kinds.ts";
import { useActs } from "./page.ts";
import css from "./editor.module.css";

interface Props {
  blocks: readonly Block[];
  of?: string;
  column?: number;
}

export function Blocks({ blocks, of, column = 0 }: Props) {
  const { t } = useLingui();
  const at = (index: number): Place => ({ of: of ?? null, column, index });
  return (
    <div
      className={cx(css.blocks, of !== undefined && css.inside)}
      role="list"
      aria-label={
        of ? t`Column ${column + 1}` : plural(blocks.length, { one: "# block", other: "# blocks" })
      }
    >
      {blocks.map((block, index) => (
        <div key={block.id} role="listitem">
          <Gap to={at(index)} />
          <BlockCard block={block} first={index === 0} last={index === blocks.length - 1}>
            {block.type === "columns" ? <Columns block={block} /> : <Fields block={block} />}
          </BlockCard>
        </div>
      ))}
      <div role="listitem">
        <Gap to={at(blocks.length)} />
        <Add to={at(blocks.length)} words />
      </div>
    </div>
  );
}

function Columns({ block }: { block: Block }) {
  const { t } = useLingui();
  const { change } = useActs();
  const columns = block.columns ?? [];
  return (
    <div className={css.fields}>
      <Select
        size="xs"
        w={140}
        aria-label={t`How many columns`}
        allowDeselect={false}
        value={String(columns.length)}
        data={[
          { value: "2", label: t`Two columns` },
          { value: "3", label: t`Three columns` },
        ]}
        onChange={(number) =>
          change(block.id, { columns: withColumns(block, number === "3" ? 3 : 2).columns ?? [] })
        }
      />
      {columns.map((column, n) => (
        <Blocks key={n} blocks={column} of={block.id} column={n} />
      ))}
    </div>
  );
}

/** Between two blocks: takes what is dropped. */
function Gap({ to }: { to: Place }) {
  const { dragged, place } = useActs();
  const [over, setOver] = useState(false);
  return (
    <div
      className={cx(css.gap, dragged !== "" && css.open, over && css.over)}
      onDragOver={(event) => {
        if (!dragged) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        place(dragged, to);
      }}
    />
  );
}

function Add({ to, words }: { to: Place; words: boolean }) {
  const { t, i18n } = useLingui();
  const { add } = useActs();
  const kinds = to.of === null ? KINDS : KINDS.filter((kind) => kind !== "columns");
  return (
    <LateMenu
      position="bottom-start"
      button={
        <button type="button" className={css.add}>
          <IconPlus size={16} stroke={1.75} aria-hidden />
          {words && t`Add a block`}
        </button>
      }
    >
      {() =>
        kinds.map((kind) => {
          const { name, Icon } = KIND[kind];
          return (
            <Menu.Item
              key={kind}
              leftSection={<Icon size={18} stroke={1.5} />}
              onClick={() => add(kind, to)}
            >
              {i18n._(name)}
            </Menu.Item>
          );
        })
      }
    </LateMenu>
  );
}
