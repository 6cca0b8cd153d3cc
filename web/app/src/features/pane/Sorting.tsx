/** In which order the list stands; remembered per view on this device. */
import type { Address, Sort } from "../../api/types.ts";
import { SortMenu } from "../../ui/SortMenu.tsx";
import { keepSort } from "../../sync/sortOf.ts";
import { AllTabs } from "./AllTabs.tsx";

interface Props {
  view: string;
  value: Sort;
  onChange: (sort: Sort) => void;
  /** Whose views do not all fit beside it. */
  address?: Address | undefined;
}

export default function Sorting({ view, value, onChange, address }: Props) {
  if (view.startsWith("saved:")) return null; // a saved view brings its own
  const choose = (sort: Sort) => {
    keepSort(view, sort);
    onChange(sort);
  };
  return (
    <>
      {address && <AllTabs address={address} view={view} />}
      <SortMenu small value={value} onChange={choose} />
    </>
  );
}
