/** Does the text field take the cursor when it is in the page, and only when it is wished? */
import { render, screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import Editor from "./Editor.tsx";

const nothing = () => undefined;
const editor = (focus: boolean) => (
  <Editor
    html="<p>Guten Tag</p>"
    version={0}
    placeholder=""
    label="Your answer"
    focus={focus}
    onChange={nothing}
    onFiles={() => Promise.resolve([])}
  />
);

// jsdom has no layout
Range.prototype.getClientRects = () => [] as unknown as DOMRectList;
Range.prototype.getBoundingClientRect = () => new DOMRect();

test("the cursor is in it from the beginning", async () => {
  render(editor(true));
  await waitFor(() => expect(screen.getByRole("textbox")).toHaveFocus());
});

test("it leaves the cursor where it is when something else comes first", async () => {
  render(
    <>
      <input aria-label="To" autoFocus />
      {editor(false)}
    </>,
  );
  await new Promise(requestAnimationFrame);
  expect(screen.getByLabelText("To")).toHaveFocus();
});
