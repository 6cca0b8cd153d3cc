/** The audit speaks in sentences, and says of confidential things only that they happened. */
import { i18n, type MessageDescriptor } from "@lingui/core";
import { expect, test } from "vitest";
import { hidden, told, type AuditRow } from "./audit.ts";

const SPEECH = {
  name: (address: string) => address.split("@")[0] ?? address,
  say: (words: MessageDescriptor) => i18n._(words),
};

function sentence(kind: string, detail: AuditRow["detail"], target: string | null = "x"): string {
  const words = told({ id: "1", at: "", actor: "anna@acme.example", kind, target, detail }, SPEECH);
  return typeof words === "string" ? words : i18n._(words);
}

test.each<[string, AuditRow["detail"], string]>([
  [
    "grant.set",
    { user: "ben@acme.example", rights: ["read", "write_as"] },
    "gave ben these rights: Read, Write as",
  ],
  ["grant.set", { team: "Support", rights: [] }, "took all rights from Support"],
  ["team.set", { team: "Support", members: [] }, "set the team Support: –"],
  [
    "user.changed",
    { user: "ben@acme.example", changed: ["password"] },
    "set a new password for ben",
  ],
  ["readers.set", { readers: ["ben@acme.example"] }, "made a conversation confidential for ben"],
  ["glass.broken", { reason: "Data request" }, "broke the glass: “Data request”"],
  ["something.new", {}, "something.new"],
])("%s %j", (kind, detail, expected) => {
  expect(sentence(kind, detail)).toBe(expected);
});

test("of a conversation one may not see only the kind of thing is told", () => {
  expect(sentence("readers.set", {}, null)).toBe(
    "changed who may read a confidential conversation",
  );
});

test.each<[string, AuditRow["detail"], boolean]>([
  ["contact.protected", { contact: "1", protected: true, readers: ["anna@acme.example"] }, false],
  ["contact.protected", {}, true],
  ["guest.added", {}, true],
  ["address.added", {}, false],
])("%s %j is kept from the reader: %s", (kind, detail, expected) => {
  const row = { id: "1", at: "", actor: "anna@acme.example", kind, target: null, detail };
  expect(hidden(row)).toBe(expected);
});
