/** A row with what changes around it: who is there, whose it is, quick actions, swiping. */
import { memo } from "react";
import type { Row } from "../../api/types.ts";
import { close } from "../../commands/close.ts";
import { give } from "../../commands/give.ts";
import { later } from "../../commands/later.ts";
import { scene, updateScene, type Scene } from "../../commands/scene.ts";
import { extended, toggled } from "../../commands/selection.ts";
import { open } from "../../commands/walk.ts";
import { useOthers } from "../../sync/presence.ts";
import { RowItem } from "../../ui/RowItem.tsx";
import { near } from "./near.ts";
import { Swipe } from "./Swipe.tsx";
import type { Around } from "./useAround.ts";

interface Props {
  row: Row;
  path: string;
  selected: boolean;
  marked: boolean;
  checked: boolean;
  choosing: boolean;
  compact: boolean;
  showAddress: boolean;
  around: Around;
}

export const LiveRow = memo(function LiveRow({ row, around, ...rest }: Props) {
  const { id } = row;
  const others = useOthers(id, around.me);
  const check = (stretch: boolean) =>
    updateScene(stretch ? extended(scene.get(), id) : toggled(scene.get(), id));
  return (
    <Swipe
      onRight={() => close.run(only(id))}
      onLeft={() => choose(id, later)}
      onHold={() => check(false)}
    >
      <RowItem
        row={row}
        {...rest}
        assignee={row.assignee ? around.person(row.assignee) : null}
        others={others.map((one) => ({ person: around.person(one.user), state: one.state }))}
        tone={around.tone}
        statusTone={around.statusTone}
        onOpen={() => open(scene.get(), id)}
        onNear={() => near(id)}
        onCheck={check}
        onClose={row.state === "closed" ? undefined : () => close.run(only(id))}
        onLater={() => choose(id, later)}
        onGive={() => choose(id, give)}
      />
    </Swipe>
  );
});

/** The scene as if only this row were meant. */
const only = (id: string): Scene => ({ ...scene.get(), aim: id });

/** A choice for this row alone, whatever is selected. */
function choose(id: string, command: typeof later): void {
  updateScene({ aim: id });
  command.run(scene.get());
}
