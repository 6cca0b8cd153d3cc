/** Going to the views over all addresses: g and a letter. */
import { msg } from "@lingui/core/macro";
import type { MessageDescriptor } from "@lingui/core";
import {
  IconAt,
  IconBell,
  IconClock,
  IconEdit,
  IconHome,
  IconInbox,
  IconListCheck,
  IconStar,
  IconUserQuestion,
} from "@tabler/icons-react";
import { mailPath } from "../lib/paths.ts";
import type { Command } from "./command.ts";

const to = (
  view: string,
  keys: string,
  title: MessageDescriptor,
  icon: NonNullable<Command["icon"]>,
): Command => ({
  id: `go-${view}`,
  title,
  group: "go",
  keys,
  icon,
  run: (scene) => scene.go(mailPath({ box: "all", view })),
});

export const goTo: Command[] = [
  to("open", "g i", msg`Go to everything open`, IconInbox),
  to("mine", "g m", msg`Go to Mine`, IconHome),
  to("unassigned", "g u", msg`Go to what is nobody’s yet`, IconUserQuestion),
  to("tasks", "g t", msg`Go to my tasks`, IconListCheck),
  to("drafts", "g d", msg`Go to Drafts`, IconEdit),
  to("starred", "g s", msg`Go to Starred`, IconStar),
  to("later", "g l", msg`Go to Later`, IconClock),
  to("mentions", "g n", msg`Go to Mentions`, IconAt),
  to("followed", "g w", msg`Go to what you follow`, IconBell),
];
