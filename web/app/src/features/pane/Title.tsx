/** Where I am on a phone, with the way to all other places: views, saved views, addresses. */
import { useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import { IconChevronDown, IconFilter } from "@tabler/icons-react";
import { local } from "../../lib/format.ts";
import { firstView } from "../../lib/paths.ts";
import { useAddresses, useViews } from "../../sync/queries.ts";
import { useSavedViews } from "../../sync/shared.ts";
import { Menu } from "../../ui/forms.ts";
import { LateMenu } from "../../ui/Late.tsx";
import { ModeSign } from "../../ui/ModeSign.tsx";
import { useViewNames } from "./names.ts";
import css from "./Pane.module.css";

const OVER_ALL = [
  "mine",
  "unassigned",
  "mentions",
  "tasks",
  "later",
  "drafts",
  "starred",
  "followed",
] as const;

export default function Title({ name }: { name: string }) {
  return (
    <h1 className={css.title}>
      <LateMenu
        position="bottom-start"
        width={270}
        button={
          <button type="button" className={css.choose}>
            {name}
            <IconChevronDown size={18} stroke={1.5} aria-hidden />
          </button>
        }
      >
        {() => <Places />}
      </LateMenu>
    </h1>
  );
}

function Places() {
  const { t } = useLingui();
  const names = useViewNames();
  const counts = useViews().data;
  const saved = useSavedViews().data ?? [];
  const addresses = (useAddresses().data?.items ?? []).filter(({ rights }) =>
    rights.some((right) => right === "read" || right === "own"),
  );
  const navigate = useNavigate();
  const go = (box: string, view: string) => () =>
    void navigate({ to: "/mail/$box/$view/{-$id}", params: { box, view, id: undefined } });
  return (
    <>
      {OVER_ALL.map((view) => (
        <Menu.Item key={view} rightSection={counts?.[view] || null} onClick={go("all", view)}>
          {names[view]}
        </Menu.Item>
      ))}
      {saved.length > 0 && <Menu.Label>{t`Saved views`}</Menu.Label>}
      {saved.map((one) => (
        <Menu.Item
          key={one.id}
          leftSection={<IconFilter size={18} stroke={1.5} />}
          rightSection={one.count || null}
          onClick={go("all", `saved:${one.id}`)}
        >
          {one.name}
        </Menu.Item>
      ))}
      <Menu.Label>{t`Addresses`}</Menu.Label>
      {addresses.map((one) => (
        <Menu.Item
          key={one.id}
          leftSection={<ModeSign mode={one.mode} />}
          rightSection={one.counts.open || null}
          onClick={go(one.id, firstView(one.mode))}
        >
          {local(one.address)}
        </Menu.Item>
      ))}
    </>
  );
}
