/** The adviser as a person meets it: questions, a recommendation, another choice, the address made. */
import { I18nProvider } from "@lingui/react";
import { i18n } from "@lingui/core";
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { AdviserPage } from "./AdviserPage.tsx";

const posted: unknown[] = [];
const created = vi.fn();
let domains = ["acme.example"];

/** The server's side of the conversation: who is asked what, and what it answers. */
function server(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const url = new URL(String(input), "http://here");
  const answer = (body: unknown, status = 200) =>
    Promise.resolve(new Response(JSON.stringify(body), { status }));
  if (url.pathname === "/api/v1/domains")
    return answer({ items: domains.map((name) => ({ id: name, name })), next: null });
  if (url.pathname === "/api/v1/addresses/available") {
    const taken = url.searchParams.get("address") === "support@acme.example";
    return answer({ available: !taken, reason: taken ? "taken" : null });
  }
  posted.push(JSON.parse(String(init?.body)));
  return answer({ id: "7", address: "hilfe@acme.example", mode: "inbox" }, 201);
}

beforeEach(() => {
  sessionStorage.clear();
  posted.length = 0;
  domains = ["acme.example"];
  vi.stubGlobal("fetch", vi.fn(server));
});
afterEach(() => vi.unstubAllGlobals());

function open() {
  render(
    <I18nProvider i18n={i18n}>
      <MantineProvider>
        <QueryClientProvider client={new QueryClient()}>
          <AdviserPage
            organisation="Acme"
            onClose={() => undefined}
            onCreated={created}
            onDomains={() => undefined}
          />
        </QueryClientProvider>
      </MantineProvider>
    </I18nProvider>,
  );
  return userEvent.setup();
}

const button = (name: string | RegExp) => screen.getByRole("button", { name });
const recommended = () => within(screen.getByRole("region", { name: "Recommendation" }));

describe("the adviser", () => {
  test("asks one question, then the others, and recommends with reasons", async () => {
    const user = open();
    expect(screen.queryByText("How many of you work with it?")).toBeNull();
    await user.click(button("Yes, and we answer"));
    await user.click(button("Yes, each mail has a person"));
    expect(recommended().getByRole("heading", { name: "Shared inbox" })).toBeVisible();
    expect(recommended().getByText("Each mail has a person")).toBeVisible();
    await user.click(button("No, only we write"));
    expect(recommended().getByRole("heading", { name: "Distribution list" })).toBeVisible();
  });

  test("makes the address in the recommended mode and leads on", async () => {
    const user = open();
    await user.type(await screen.findByPlaceholderText("hello"), "hilfe");
    await user.click(button("Yes, and we answer"));
    await user.click(button("Yes, each mail has a person"));
    await screen.findByText("free");
    await user.click(button("Create inbox"));
    expect(posted).toEqual([{ address: "hilfe@acme.example", name: "Hilfe", mode: "inbox" }]);
    await vi.waitFor(() =>
      expect(created).toHaveBeenCalledWith(expect.objectContaining({ id: "7" })),
    );
    expect(sessionStorage).toHaveLength(0);
  });

  test("a taken address says so and cannot be made", async () => {
    const user = open();
    await user.type(await screen.findByPlaceholderText("hello"), "support");
    await user.click(button("No, only we write"));
    expect(await screen.findByText("This address is there already.")).toBeVisible();
    expect(button("Create list")).toBeDisabled();
  });

  test("a mode can be chosen directly, from the cards and from the table", async () => {
    const user = open();
    await user.click(button("Choose the mode directly"));
    const cards = within(screen.getByRole("group", { name: "How do you want to work with it?" }));
    await user.click(cards.getByRole("button", { name: /Shared mailbox/ }));
    expect(recommended().getByRole("heading", { name: "Shared mailbox" })).toBeVisible();
    expect(button("Create mailbox")).toBeDisabled(); // no address yet
    const table = within(screen.getByRole("table"));
    await user.click(table.getByRole("button", { name: /Distribution list/ }));
    expect(recommended().getByRole("heading", { name: "Distribution list" })).toBeVisible();
  });

  test("what was said is there again after a reload", async () => {
    const user = open();
    await user.click(button("Yes, and we answer"));
    document.body.innerHTML = "";
    open();
    expect(button("Yes, and we answer")).toHaveAttribute("aria-pressed", "true");
  });

  test("without a domain it sends for one first", async () => {
    domains = [];
    open();
    expect(await screen.findByRole("button", { name: "Add the first domain" })).toBeVisible();
  });
});
