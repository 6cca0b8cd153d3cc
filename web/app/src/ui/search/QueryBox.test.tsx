/** The line of a query: keys choose what is offered, a wrong word is underlined and explained. */
import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { configure, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useRef, useState } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { Problem } from "../../api/client.ts";
import { QueryBox } from "./QueryBox.tsx";
import { recent } from "./recent.ts";
import "./Suggest.tsx"; // loaded before, not while the clock runs

configure({ asyncUtilTimeout: 5_000 });

const OFFERS = [
  { insert: "is:open ", label: "open", kind: "value", from: 0, to: 4 },
  { insert: "is:closed ", label: "closed", kind: "value", from: 0, to: 4 },
];

function Box({
  start = "",
  error,
  onSearch,
}: Partial<Record<"start", string>> & {
  error?: Problem;
  onSearch?: (q: string) => void;
}) {
  const [text, setText] = useState(start);
  const field = useRef<HTMLInputElement>(null);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onSearch?.(text);
      }}
    >
      <QueryBox
        field={field}
        text={text}
        onText={setText}
        onSearch={(q) => onSearch?.(q)}
        label="Search"
        placeholder=""
        error={error}
        remembers
      />
    </form>
  );
}

function show(box: React.ReactNode) {
  vi.stubGlobal("fetch", () =>
    Promise.resolve(new Response(JSON.stringify({ items: OFFERS, next: null }))),
  );
  render(
    <I18nProvider i18n={i18n}>
      <QueryClientProvider client={new QueryClient()}>{box}</QueryClientProvider>
    </I18nProvider>,
  );
  return screen.getByRole("combobox", { name: "Search" });
}

afterEach(() => {
  vi.unstubAllGlobals();
  recent.clear();
});

test("arrows and Enter take an offer, Tab the first; then Enter searches", async () => {
  const searched = vi.fn();
  const field = show(<Box onSearch={searched} />);
  await userEvent.type(field, "is:o");
  await screen.findByRole("option", { name: /is:closed/ });
  await userEvent.keyboard("{ArrowDown}{ArrowDown}{Enter}");
  expect(field).toHaveValue("is:closed ");
  expect(searched).not.toHaveBeenCalled();
  await userEvent.keyboard("{Enter}");
  expect(searched).toHaveBeenCalledWith("is:closed ");
});

test("Tab takes the first offer and stays in the field", async () => {
  const field = show(<Box />);
  await userEvent.type(field, "is:o");
  await screen.findByRole("option", { name: /is:open/ });
  await userEvent.tab();
  expect(field).toHaveValue("is:open ");
  expect(field).toHaveFocus();
});

test("Escape closes what is offered and keeps the text", async () => {
  const field = show(<Box />);
  await userEvent.type(field, "is:o");
  await screen.findByRole("option", { name: /is:open/ });
  await userEvent.keyboard("{Escape}");
  expect(screen.queryByRole("listbox")).toBeNull();
  expect(field).toHaveValue("is:o");
});

test("an empty field offers what was searched last, and forgets it when asked", async () => {
  recent.add("from:jana tisch");
  const searched = vi.fn();
  const field = show(<Box onSearch={searched} />);
  await userEvent.click(field);
  await userEvent.click(await screen.findByRole("option", { name: /from:jana tisch/ }));
  expect(searched).toHaveBeenCalledWith("from:jana tisch");
  await userEvent.click(field);
  await userEvent.click(await screen.findByRole("button", { name: "Forget" }));
  await waitFor(() => expect(screen.queryByRole("option", { name: /from:jana/ })).toBeNull());
  expect(recent.get()).toEqual([]);
});

test("the wrong word is underlined and a sentence says why", async () => {
  const error = new Problem(422, {
    code: "bad-query",
    position: 6,
    word: "frm:jana",
    reason: "unknown-field",
    detail: 'There is no field "frm". Did you mean from:? Quoted, it is a word.',
  });
  const field = show(<Box start="tisch frm:jana" error={error} />);
  expect(document.querySelector("u")).toHaveTextContent("frm:jana");
  expect(field).toBeInvalid();
  await userEvent.click(field);
  expect(await screen.findByRole("alert")).toHaveTextContent(
    "There is no field “frm”. Did you mean “from:”?",
  );
});
