/** Every kind of event speaks in a sentence; none shows its code. */
import { I18nProvider } from "@lingui/react";
import { i18n } from "@lingui/core";
import { render } from "@testing-library/react";
import { expect, test } from "vitest";
import { TELLERS } from "./events.tsx";

const said = (kind: string, data: Record<string, unknown>, actor: string | null = "ben") => {
  const tell = TELLERS[kind];
  if (!tell) throw new Error(`${kind} is not told`);
  const event = { number: 1, kind, actor, at: "", data };
  const sentence = tell({
    event,
    who: actor,
    name: (address) => String(address).toUpperCase(),
    at: (value) => `<${String(value)}>`,
  });
  return render(<I18nProvider i18n={i18n}>{sentence}</I18nProvider>).container.textContent;
};

test.each([
  ["assigned", { to: "ben" }, "ben took this"],
  ["assigned", { to: "anna" }, "ben gave this to ANNA"],
  ["assigned", { to: null, team: "Versand" }, "ben gave this to the team Versand"],
  ["assigned", { to: "anna", team: "Versand" }, "ben gave this to ANNA, team Versand"],
  ["assigned", { to: null }, "ben gave this back to all"],
  ["state", { to: "closed" }, "ben closed this"],
  ["state", { to: "open" }, "ben opened this again"],
  ["state", { to: "snoozed", until: "x" }, "ben put this aside until <x>"],
  ["state", { to: "waiting", status: "At the supplier" }, "ben set this to At the supplier"],
  ["state", { to: "trash" }, "ben put this into the trash"],
  ["woke", {}, "Back from “Later”"],
  ["priority", { from: 0, to: 2 }, "ben made the priority urgent"],
  ["due", { to: null }, "ben took the due date away"],
  ["due", { to: "x" }, "ben wants this done by <x>"],
  ["labels", { added: [], removed: ["Offer"] }, "ben took away the label Offer"],
  ["confidential", { readers: [] }, "ben opened this for the whole team"],
  [
    "confidential",
    { readers: ["anna"], because: "contact" },
    "This person is protected: only ANNA can see it",
  ],
  ["invited", { added: ["cem"], removed: [] }, "ben let CEM see this conversation"],
  ["invited", { added: [], removed: ["cem"] }, "ben took the access of CEM back"],
  ["merged", { from: [{ id: "1", subject: "Old" }] }, "ben merged “Old” into this"],
  ["merged", { from: [{ id: "1" }] }, "ben merged another conversation into this"],
  ["moved", { from: "a@x.example", to: "b@x.example" }, "ben moved this from a@ to b@"],
  ["participants", { added: ["a@x.example"] }, "ben took in a@x.example"],
  ["participants", { added: [] }, "ben changed who gets the next answer"],
  ["task_added", { texts: ["One"], assignee: "anna" }, "ben added the task “One” for ANNA"],
  ["task_added", { texts: ["One", "Two"] }, "ben added 2 tasks"],
  ["task_done", { text: "One" }, "ben ticked off “One”"],
  ["glass_broken", { reason: "leave" }, "ben broke the glass and can read this: “leave”"],
  ["send_held", {}, "The answer of ben was held: something newer came before it left"],
] as [string, Record<string, unknown>, string][])("%s %j", (kind, data, sentence) => {
  expect(said(kind, data)).toBe(sentence);
});
