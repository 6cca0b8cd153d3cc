/** Going to what administrators do: new address, addresses, domains, people, intake, outbox. */
import { msg } from "@lingui/core/macro";
import type { MessageDescriptor } from "@lingui/core";
import {
  IconAt,
  IconFlag,
  IconFolderSearch,
  IconHammer,
  IconKey,
  IconMailFast,
  IconMailOff,
  IconMailbox,
  IconMessage2,
  IconPlus,
  IconShieldCheck,
  IconUsers,
  IconUsersGroup,
  IconWorld,
} from "@tabler/icons-react";
import type { Command } from "../command.ts";
import type { Scene } from "../scene.ts";
import { newView } from "./savedView.ts";

const administrator = (scene: Scene): boolean => scene.me?.role === "administrator";

const to = (
  id: string,
  path: string,
  title: MessageDescriptor,
  icon: NonNullable<Command["icon"]>,
): Command => ({
  id,
  title,
  group: "app",
  icon,
  when: administrator,
  run: (scene) => scene.go(path),
});

export const manage: Command[] = [
  to("new-address", "/new-address", msg`New address`, IconPlus),
  to("addresses", "/admin", msg`Addresses`, IconAt),
  to("domains", "/admin/domains", msg`Domains`, IconWorld),
  to("people", "/admin/people", msg`People`, IconUsers),
  to("teams", "/admin/teams", msg`Teams`, IconUsersGroup),
  to("statuses", "/admin/statuses", msg`Statuses`, IconFlag),
  to("intake", "/admin/intake", msg`Intake`, IconMailbox),
  to("outbox", "/admin/outbox", msg`Outbox`, IconMailFast),
  to("suppressions", "/admin/suppressions", msg`Not written to`, IconMailOff),
  to("audit", "/admin/audit", msg`Audit`, IconShieldCheck),
  to("glass", "/admin/glass", msg`Break the glass`, IconHammer),
  newView,
  { ...to("views", "/views", msg`Saved views`, IconFolderSearch), when: () => true },
  { ...to("saved-replies", "/saved-replies", msg`Saved replies`, IconMessage2), when: () => true },
  { ...to("tokens", "/tokens", msg`Access tokens`, IconKey), when: () => true },
];
