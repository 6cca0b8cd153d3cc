/** Before a switch of mode: nothing is done unseen, and there is a way back. */
import { I18nProvider } from "@lingui/react";
import { i18n } from "@lingui/core";
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { toasts } from "../../ui/toast.ts";
import { SwitchDialog } from "./SwitchDialog.tsx";
import type { Settings } from "./types.ts";

const PREVIEW = {
  from: "inbox",
  to: "list",
  keeps: [{ code: "conversations", count: 12 }],
  changes: [{ code: "posts-go-out", detail: "Mail goes out." }],
  warnings: [
    { code: "no-subscribers", detail: "Nobody is subscribed." },
    { code: "new-one", detail: "Only the server knows this sentence." },
  ],
};
const SETTINGS = { id: "3", address: "support@acme.example", mode: "inbox" } as Settings;
const modes: string[] = [];
const closed = vi.fn();
let refuse = false;
let arrived = Promise.resolve();

function server(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const path = String(input);
  if (path.startsWith("/api/v1/addresses/3/mode-preview?to=list"))
    return arrived.then(() => new Response(JSON.stringify(PREVIEW)));
  modes.push((JSON.parse(String(init?.body)) as { mode: string }).mode);
  const [status, body] = refuse ? [403, { code: "forbidden" }] : [200, { id: "3" }];
  return Promise.resolve(new Response(JSON.stringify(body), { status }));
}

beforeEach(() => {
  modes.length = 0;
  refuse = false;
  arrived = Promise.resolve();
  closed.mockClear();
  toasts.set([]);
  vi.stubGlobal("fetch", vi.fn(server));
});

function open() {
  render(
    <I18nProvider i18n={i18n}>
      <MantineProvider env="test">
        <QueryClientProvider client={new QueryClient()}>
          <SwitchDialog settings={SETTINGS} to="list" onClose={closed} />
        </QueryClientProvider>
      </MantineProvider>
    </I18nProvider>,
  );
}
afterEach(() => vi.unstubAllGlobals());

const confirm = () => screen.findByRole("button", { name: "Switch to a list" });

test("shows what stays, what changes and what to look out for before anything is done", async () => {
  open();
  expect(await screen.findByText("12 conversations")).toBeVisible();
  expect(screen.getByText(/goes out to every subscriber/)).toBeVisible();
  expect(
    screen.getByText("The list has no subscribers yet: a post would reach nobody."),
  ).toBeVisible();
  expect(screen.getByText("Only the server knows this sentence.")).toBeVisible();
  expect(modes).toEqual([]);
});

test("switches once agreed, and the toast leads back", async () => {
  open();
  await screen.findByText("12 conversations");
  await userEvent.click(await confirm());
  await waitFor(() => expect(closed).toHaveBeenCalled());
  expect(modes).toEqual(["list"]);
  toasts.get()[0]?.action?.run();
  await waitFor(() => expect(modes).toEqual(["list", "inbox"]));
});

test("cannot be agreed to before the preview is there", async () => {
  let arrive: () => void = () => undefined;
  arrived = new Promise((resolve) => (arrive = resolve));
  open();
  expect(await confirm()).toBeDisabled();
  arrive();
  await screen.findByText("12 conversations");
  expect(await confirm()).toBeEnabled();
});

test("a refusal stays in the dialog and says what to do", async () => {
  refuse = true;
  open();
  await screen.findByText("12 conversations");
  await userEvent.click(await confirm());
  expect(await screen.findByText(/Ask somebody who manages the address/)).toBeVisible();
  expect(closed).not.toHaveBeenCalled();
});

test("leaving it as it is does nothing", async () => {
  open();
  await userEvent.click(await screen.findByRole("button", { name: "Leave it as it is" }));
  expect(closed).toHaveBeenCalled();
  expect(modes).toEqual([]);
});
