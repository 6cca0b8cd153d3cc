/** Does what is asked early equal what the list asks for? */
import { beforeEach, expect, test } from "vitest";
import { query } from "../api/client.ts";
import { listOf, rowsWanted } from "./lists.ts";
import { keepSort, sortOf } from "./sortOf.ts";

beforeEach(() => localStorage.clear());

const asked = (box: string, view: string) => query(rowsWanted(listOf(box, view), null));

test.each([
  ["all", "open", "?view=open&limit=50"],
  ["17", "open", "?address=17&view=open&limit=50"],
  ["all", "saved:9", "?view=saved%3A9&limit=50"],
])("%s, %s asks %s", (box, view, wanted) => expect(asked(box, view)).toBe(wanted));

test("a view stands in the order chosen on this device, and says so only then", () => {
  keepSort("open", "oldest");
  expect(sortOf("open")).toBe("oldest");
  expect(asked("all", "open")).toBe("?view=open&sort=oldest&limit=50");
  keepSort("open", "newest");
  expect(asked("all", "open")).toBe("?view=open&limit=50");
});
