/** Going to what administrators do: new address, addresses, domains, people, intake, outbox. */
import { msg } from "@lingui/core/macro";
import type { MessageDescriptor } from "@lingui/core";
import {
  IconAt,
  IconMailFast,
  IconMailbox,
  IconPlus,
  IconUsers,
  IconWorld,
} from "@tabler/icons-react";
import type { Command } from "../command.ts";
import type { Scene } from "../scene.ts";

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
  to("intake", "/admin/intake", msg`Intake`, IconMailbox),
  to("outbox", "/admin/outbox", msg`Outbox`, IconMailFast),
];
