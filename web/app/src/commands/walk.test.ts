/** What is opened shows before the address bar says so, and only where that is meant. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { mailPath } from "../lib/paths.ts";
import { reply } from "./reply.ts";
import { begin, scene, updateScene, type Subject } from "./scene.ts";
import { open, shownAt } from "./walk.ts";

const PLACE = { box: "all", view: "open", id: "a" };
const gone: string[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  gone.length = 0;
  history.replaceState(null, "", mailPath(PLACE));
  updateScene({
    place: PLACE,
    at: "a",
    ahead: null,
    path: (id) => mailPath({ ...PLACE, id }),
    go: (path) => void gone.push(path),
  });
});
afterEach(() => void vi.useRealTimers());

const shown = (place = PLACE) => shownAt(scene.get().ahead, place);
const painted = () => vi.advanceTimersByTime(100);

test("it is shown at once, and the address bar follows the paint", () => {
  open(scene.get(), "b");
  expect(shown()).toBe("b");
  expect(gone).toEqual([]);
  painted();
  expect(gone).toEqual(["/mail/all/open/b"]);
  expect(shown({ ...PLACE, id: "b" })).toBe("b");
});

test("who walks on quickly leaves no trace of what was passed by", () => {
  open(scene.get(), "b");
  open(scene.get(), "c");
  expect(shown()).toBe("c");
  painted();
  expect(gone).toEqual(["/mail/all/open/c"]);
});

test("there and back again goes nowhere", () => {
  open(scene.get(), "b");
  open(scene.get(), "a");
  painted();
  expect(gone).toEqual([]);
  expect(shown()).toBe("a");
});

test("back to the list shows no conversation", () => {
  open(scene.get(), null);
  expect(shown()).toBeUndefined();
  painted();
  expect(gone).toEqual(["/mail/all/open"]);
});

test("another list is not touched, and whoever has gone elsewhere stays there", () => {
  open(scene.get(), "b");
  expect(shown({ box: "all", view: "mine", id: "a" })).toBe("a");
  history.replaceState(null, "", "/admin");
  painted();
  expect(gone).toEqual([]);
  expect(scene.get().ahead).toBeNull();
});

test("hits of a search are opened by the address bar", () => {
  updateScene({ path: (id) => `/search/${id ?? ""}?q=chair` });
  open(scene.get(), "b");
  expect(gone).toEqual(["/search/b?q=chair"]);
  expect(shown()).toBe("a");
});

test("r right after j answers what j has opened", () => {
  updateScene({ open: { id: "a" } as Subject });
  open(scene.get(), "b");
  reply.run(scene.get());
  expect(begin.get()).toEqual({ kind: "reply", conversation: "b" });
  begin.set(null);
});
