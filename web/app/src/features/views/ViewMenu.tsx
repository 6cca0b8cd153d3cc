/** What can be done with a view: change, up, down, remove. */
import { useLingui } from "@lingui/react/macro";
import { IconArrowDown, IconArrowUp, IconDots, IconPencil, IconTrash } from "@tabler/icons-react";
import type { SavedView } from "../../api/types.ts";
import { editView } from "../../commands/manage/savedView.ts";
import { Menu } from "../../ui/forms.ts";
import { LateMenu } from "../../ui/Late.tsx";
import { useViewActions } from "./useViewActions.ts";

const ICON = { size: 16, stroke: 1.5 };

interface Props {
  view: SavedView;
  first: boolean;
  last: boolean;
  className?: string | undefined;
}

export default function ViewMenu({ view, first, last, className }: Props) {
  const { t } = useLingui();
  const { move, remove } = useViewActions();
  return (
    <LateMenu
      position="bottom-end"
      button={
        <button type="button" className={className} aria-label={t`Change ${view.name}`}>
          <IconDots {...ICON} />
        </button>
      }
    >
      {() => (
        <>
          <Menu.Item leftSection={<IconPencil {...ICON} />} onClick={() => editView(view)}>
            {t`Change …`}
          </Menu.Item>
          {!first && (
            <Menu.Item leftSection={<IconArrowUp {...ICON} />} onClick={() => move(view, -1)}>
              {t`Up`}
            </Menu.Item>
          )}
          {!last && (
            <Menu.Item leftSection={<IconArrowDown {...ICON} />} onClick={() => move(view, 1)}>
              {t`Down`}
            </Menu.Item>
          )}
          <Menu.Item
            leftSection={<IconTrash {...ICON} />}
            color="var(--danger)"
            onClick={() => remove(view)}
          >
            {t`Remove`}
          </Menu.Item>
        </>
      )}
    </LateMenu>
  );
}
