/** What may be sent, and what the bar says when it may not. */
import { I18nProvider } from "@lingui/react";
import { i18n } from "@lingui/core";
import { MantineProvider } from "@mantine/core";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { Bar } from "./Bar.tsx";
import { refusal, type Refusal, type Wish } from "./guard.ts";
import { asPerson } from "./PeopleField.tsx";

const good: Wish = { text: "Hello", attachments: 0, recipients: 1, uploading: 0, sending: false };

test.each([
  ["all is there", {}, null],
  ["only blanks", { text: " \n" }, "empty"],
  ["no text, but a file", { text: "", attachments: 1 }, null],
  ["nobody gets it", { recipients: 0 }, "nobody"],
  ["a list needs no recipient", { recipients: 0, toList: true }, null],
  ["a file is on its way", { uploading: 1 }, "uploading"],
  ["already being sent", { sending: true }, "sending"],
] as [string, Partial<Wish>, Refusal | null][])("%s", (_, more, expected) => {
  expect(refusal({ ...good, ...more })).toBe(expected);
});

test.each([
  ["jana@praxis.example", { name: "", address: "jana@praxis.example" }],
  ["Jana Weiß <jana@praxis.example>", { name: "Jana Weiß", address: "jana@praxis.example" }],
  ['"Weiß, Jana" <jana@praxis.example>', { name: "Weiß, Jana", address: "jana@praxis.example" }],
  ["jana", null],
  ["jana@praxis", null],
  ["a@b.example c@d.example", null],
])("%s is understood", (text, expected) => {
  expect(asPerson(text)).toEqual(expected);
});

function show(no: Refusal | null) {
  const onSend = vi.fn();
  const nothing = () => undefined;
  render(
    <I18nProvider i18n={i18n}>
      <MantineProvider>
        <Bar
          content={{
            html: "",
            text: "Hello",
            to: [],
            cc: [],
            bcc: [],
            subject: "",
            attachments: [],
          }}
          kept="saved"
          uploading={0}
          refusal={no}
          onFiles={nothing}
          onDetach={nothing}
          onDiscard={nothing}
          onSend={onSend}
          onSendAndClose={nothing}
          onLater={nothing}
        />
      </MantineProvider>
    </I18nProvider>,
  );
  return onSend;
}

test("what may not be sent cannot be clicked and says why", async () => {
  const onSend = show("nobody");
  const button = screen.getByRole("button", { name: "Send" });
  expect(button).toBeDisabled();
  expect(button).toHaveAttribute("title", "Add a recipient first.");
  await userEvent.click(button);
  expect(onSend).not.toHaveBeenCalled();
});

test("what may be sent is sent once, and the draft is kept", async () => {
  const onSend = show(null);
  expect(screen.getByText("Saved")).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Send" }));
  expect(onSend).toHaveBeenCalledTimes(1);
});
