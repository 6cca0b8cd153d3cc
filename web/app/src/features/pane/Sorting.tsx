/** In which order the list stands; remembered per view on this device. */
import type { Sort } from "../../api/types.ts";
import { SortMenu } from "../../ui/SortMenu.tsx";
import { keepSort } from "../../sync/sortOf.ts";

interface Props {
  view: string;
  value: Sort;
  onChange: (sort: Sort) => void;
}

export default function Sorting({ view, value, onChange }: Props) {
  if (view.startsWith("saved:")) return null; // a saved view brings its own
  const choose = (sort: Sort) => {
    keepSort(view, sort);
    onChange(sort);
  };
  return <SortMenu small value={value} onChange={choose} />;
}
