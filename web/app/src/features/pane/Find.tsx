/** The search field above the list: asks commands for the focus, goes to the results. */
import { useState } from "react";
import { useNavigate } from "@tanstack/react-router";
import { overlay, wantSearch } from "../../commands/scene.ts";
import { useStore } from "../../lib/store.ts";
import { useKeyNames } from "../../ui/Keys.tsx";
import { SearchField } from "../../ui/SearchField.tsx";
import css from "./Find.module.css";

export function Find() {
  const navigate = useNavigate();
  const asked = useStore(wantSearch);
  const [before] = useState(asked); // asked for in another place
  const hint = useKeyNames("Ctrl+K");
  return (
    <SearchField
      focus={asked - before}
      onSearch={(q) =>
        void navigate({ to: "/search/{-$id}", params: { id: undefined }, search: { q } })
      }
      hint={
        <button type="button" className={css.keys} onClick={() => overlay.set("palette")}>
          {hint}
        </button>
      }
    />
  );
}
