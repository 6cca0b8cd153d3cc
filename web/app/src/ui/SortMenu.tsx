/** In which order a list stands; the button says which it is. */
import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { IconArrowsSort, IconCheck } from "@tabler/icons-react";
import { Menu } from "@mantine/core";
import type { Sort } from "../api/types.ts";
import { Button, IconButton } from "./Button.tsx";
import { LateMenu } from "./Late.tsx";

export const SORTS: Record<Sort, MessageDescriptor> = {
  newest: msg`Newest first`,
  oldest: msg`Oldest first`,
  waiting: msg`Waiting longest`,
  due: msg`Due first`,
  wakes: msg`Wakes first`,
  priority: msg`Most urgent first`,
};

interface Props {
  value: Sort;
  onChange: (sort: Sort) => void;
  /** Where there is no room for the words. */
  small?: boolean;
}

export function SortMenu({ value, onChange, small = false }: Props) {
  const { t, i18n } = useLingui();
  const now = i18n._(SORTS[value]);
  const name = t`Order: ${now}`;
  const icon = <IconArrowsSort size={small ? 18 : 16} stroke={1.5} />;
  return (
    <LateMenu
      position="bottom-end"
      button={
        small ? (
          <IconButton label={name}>{icon}</IconButton>
        ) : (
          <Button look="plain" icon={icon} aria-label={name}>
            {now}
          </Button>
        )
      }
    >
      {() =>
        (Object.keys(SORTS) as Sort[]).map((sort) => (
          <Menu.Item
            key={sort}
            rightSection={sort === value && <IconCheck size={16} stroke={1.75} />}
            aria-current={sort === value ? "true" : undefined}
            onClick={() => onChange(sort)}
          >
            {i18n._(SORTS[sort])}
          </Menu.Item>
        ))
      }
    </LateMenu>
  );
}
