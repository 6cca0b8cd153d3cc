/** In which order the list stands; remembered per view on this device. */
import { useLingui } from "@lingui/react/macro";
import { IconArrowsSort, IconCheck } from "@tabler/icons-react";
import type { Sort } from "../../api/types.ts";
import { IconButton } from "../../ui/Button.tsx";
import { Menu } from "../../ui/forms.ts";
import { SORTS } from "../../ui/SortMenu.tsx";
import { keepSort } from "./sortOf.ts";

interface Props {
  view: string;
  value: Sort;
  onChange: (sort: Sort) => void;
}

export default function Sorting({ view, value, onChange }: Props) {
  const { t, i18n } = useLingui();
  if (view.startsWith("saved:")) return null; // a saved view brings its own
  const choose = (sort: Sort) => {
    keepSort(view, sort);
    onChange(sort);
  };
  const now = i18n._(SORTS[value]);
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <IconButton label={t`Order: ${now}`}>
          <IconArrowsSort size={18} stroke={1.5} />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown>
        {(Object.keys(SORTS) as Sort[]).map((sort) => (
          <Menu.Item
            key={sort}
            rightSection={sort === value && <IconCheck size={16} stroke={1.75} />}
            aria-current={sort === value ? "true" : undefined}
            onClick={() => choose(sort)}
          >
            {i18n._(SORTS[sort])}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
