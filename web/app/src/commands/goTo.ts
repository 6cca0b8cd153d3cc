/** Going to the views over all addresses: g and a letter. */
import { msg } from "@lingui/core/macro";
import type { MessageDescriptor } from "@lingui/core";
import { IconAt, IconClock, IconEdit, IconHome, IconInbox } from "@tabler/icons-react";
import { mailPath } from "../lib/paths.ts";
import type { Command } from "./command.ts";

const to = (
  view: string,
  keys: string,
  title: MessageDescriptor,
  icon: Command["icon"],
): Command => ({
  id: `go-${view}`,
  title,
  group: "go",
  keys,
  ...(icon ? { icon } : {}),
  run: (scene) => scene.go(mailPath({ box: "all", view })),
});

export const goTo: Command[] = [
  to("mine", "g m", msg`Go to Mine`, IconHome),
  to("mentions", "g u", msg`Go to Mentions`, IconAt),
  to("later", "g s", msg`Go to Later`, IconClock),
  to("drafts", "g d", msg`Go to Drafts`, IconEdit),
  to("open", "g i", msg`Go to everything open`, IconInbox),
];
