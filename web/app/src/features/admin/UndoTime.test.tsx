/** How long a mail can be taken back is chosen among a few times, and the own one is kept. */
import { I18nProvider } from "@lingui/react";
import { i18n } from "@lingui/core";
import { MantineProvider } from "@mantine/core";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { UndoTime } from "./UndoTime.tsx";

function show(value: number) {
  const onChange = vi.fn();
  render(
    <I18nProvider i18n={i18n}>
      <MantineProvider env="test">
        <UndoTime value={value} onChange={onChange} />
      </MantineProvider>
    </I18nProvider>,
  );
  return onChange;
}

test("an unusual time set elsewhere is shown and stays among the choices", async () => {
  show(45);
  const field = screen.getByRole("combobox");
  expect(field).toHaveValue("45 seconds");
  await userEvent.click(field);
  expect(screen.getAllByRole("option").map((one) => one.textContent)).toEqual([
    "Not at all: it leaves at once",
    "5 seconds",
    "10 seconds",
    "20 seconds",
    "30 seconds",
    "45 seconds",
    "1 minute",
    "2 minutes",
    "5 minutes",
  ]);
});

test("what is chosen is told in seconds", async () => {
  const onChange = show(10);
  await userEvent.click(screen.getByRole("combobox"));
  await userEvent.click(screen.getByRole("option", { name: "1 minute" }));
  expect(onChange).toHaveBeenCalledWith(60);
});
