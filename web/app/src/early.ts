/** Runs before the app has arrived: its words and first answers travel while its code does. */
import { query } from "./api/client.ts";
import { askEarly } from "./api/early.ts";
import { WORDS, remembered } from "./app/words.ts";
import { listOf, rowsWanted } from "./sync/lists.ts";

/** The list that the address bar means. */
function rows(): string | null {
  const [page, box = "all", view = "mine"] = location.pathname.slice(1).split("/");
  if ((page !== "" && page !== "mail") || view === "tasks") return null;
  const list = listOf(decodeURIComponent(box), decodeURIComponent(view));
  return `/conversations${query(rowsWanted(list, null))}`;
}

void WORDS.first[remembered()]();
setTimeout(() => {
  const first = rows(); // a browser asks six things at a time: what the list needs goes first
  if (first) askEarly(first);
  for (const path of ["me", "addresses", "people", "labels", "statuses", "views", "saved-views"])
    askEarly(`/${path}`);
});
