/** A row says who, what, whose it is, and who is there. */
import { I18nProvider } from "@lingui/react";
import { i18n } from "@lingui/core";
import { MantineProvider } from "@mantine/core";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import type { Row } from "../api/types.ts";
import { RowItem, type RowProps } from "./RowItem.tsx";

const row: Row = {
  id: "1",
  address: "support@acme.example",
  address_id: "1",
  mode: "inbox",
  subject: "Defekte Lieferung",
  snippet: "Guten Tag, leider kam",
  state: "open",
  assignee: null,
  labels: ["Shipping"],
  contact: { address: "jana@praxis.example", name: "Jana Weiß" },
  messages: 3,
  last_activity_at: new Date().toISOString(),
  waiting_since: null,
  seen_up_to: 3,
  read_up_to: 0,
  unread: true,
  attachments: 1,
  confidential: false,
  draft: false,
  sending: false,
  status: null,
  team: null,
  priority: 0,
  due_at: null,
  snoozed_until: null,
  tasks_open: 0,
  tasks_done: 0,
  starred: false,
  followed: false,
  also: [],
};

function show(more: Partial<RowProps> = {}) {
  const onOpen = vi.fn();
  const onClose = vi.fn();
  const props: RowProps = {
    row,
    path: "/mail/1/open/1",
    selected: false,
    assignee: null,
    others: [],
    tone: () => 1,
    onOpen,
    onClose,
    ...more,
  };
  render(
    <I18nProvider i18n={i18n}>
      <MantineProvider>
        <RowItem {...props} />
      </MantineProvider>
    </I18nProvider>,
  );
  return { onOpen, onClose };
}

test("it shows the person, the subject, the beginning, the label and that it is unread", () => {
  show();
  for (const text of ["Jana Weiß", "Defekte Lieferung", "Guten Tag, leider kam", "Shipping", "3"])
    expect(screen.getByText(text)).toBeInTheDocument();
  expect(screen.getByLabelText("Unread")).toBeInTheDocument();
  expect(screen.getByRole("link")).toHaveAttribute("href", "/mail/1/open/1");
});

test("who writes stands in the place of the beginning", () => {
  const ben = { address: "ben@acme.example", name: "Ben Yilmaz" };
  show({ others: [{ person: ben, state: "composing" }] });
  expect(screen.getByText("Ben is writing")).toBeInTheDocument();
  expect(screen.queryByText("Guten Tag, leider kam")).toBeNull();
});

test("a click opens, the quick button closes without opening", async () => {
  const { onOpen, onClose } = show();
  await userEvent.click(screen.getByRole("link"));
  expect(onOpen).toHaveBeenCalledTimes(1);
  await userEvent.click(screen.getByRole("button", { name: "Close" }));
  expect(onClose).toHaveBeenCalledTimes(1);
  expect(onOpen).toHaveBeenCalledTimes(1);
});

test("a confidential row says so in words", () => {
  show({ row: { ...row, confidential: true, unread: false } });
  expect(screen.getByText("Confidential")).toBeInTheDocument();
  expect(screen.queryByLabelText("Unread")).toBeNull();
});

test.each([
  ["an hour and more", 4 * 3_600_000, null],
  ["less than an hour", 38.5 * 60_000, "38 min left"],
  ["over", -6.5 * 60_000, "6 min over"],
])("due in %s", (_, ms, text) => {
  show({ row: { ...row, due_at: new Date(Date.now() + ms).toISOString() } });
  if (text) expect(screen.getByText(text)).toBeInTheDocument();
  else expect(screen.queryByText(/left|over/)).toBeNull();
});

test("tasks, urgency, star, team and other addresses are said", () => {
  show({
    row: {
      ...row,
      labels: [],
      tasks_open: 2,
      tasks_done: 1,
      priority: 2,
      starred: true,
      team: "Repairs",
      also: ["sales@acme.example"],
    },
  });
  expect(screen.getByText("1/3")).toBeInTheDocument();
  expect(screen.getByLabelText("Urgent")).toBeInTheDocument();
  expect(screen.getByLabelText("Starred")).toBeInTheDocument();
  expect(screen.getByText("Repairs")).toBeInTheDocument();
  expect(screen.getByText("also sales")).toBeInTheDocument();
});

test("what sleeps says when it comes back, in the place of the waiting time", () => {
  const at = new Date(Date.now() + 30 * 86_400_000).toISOString();
  show({ row: { ...row, state: "snoozed", snoozed_until: at } });
  expect(screen.getByTitle(/^Comes back/)).toBeInTheDocument();
});

test("the box selects; with shift it selects as far as here", async () => {
  const onCheck = vi.fn();
  const { onOpen } = show({ onCheck });
  const user = userEvent.setup();
  await user.click(screen.getByRole("checkbox"));
  await user.keyboard("{Shift>}");
  await user.click(screen.getByRole("link"));
  expect(onCheck.mock.calls).toEqual([[false], [true]]);
  expect(onOpen).not.toHaveBeenCalled();
});

test("compact shows who, what and the end on one line", () => {
  show({ compact: true, row: { ...row, tasks_open: 1, team: "Repairs" } });
  expect(screen.getByText("Defekte Lieferung")).toBeInTheDocument();
  expect(screen.queryByText("Guten Tag, leider kam")).toBeNull();
  for (const name of ["Shipping", "0 of 1 tasks done", "Repairs"])
    expect(screen.getByLabelText(name)).toBeInTheDocument();
});

test("compact leaves out what has no room when a time presses", () => {
  const due_at = new Date(Date.now() + 38.5 * 60_000).toISOString();
  show({ compact: true, row: { ...row, tasks_open: 1, due_at } });
  expect(screen.getByText("38 min left")).toBeInTheDocument();
  expect(screen.queryByLabelText("Shipping")).toBeNull();
  expect(screen.queryByLabelText("0 of 1 tasks done")).toBeNull();
});
