/** Put a conversation aside; it comes back when someone writes, or from "Later". */
import { msg, t } from "@lingui/core/macro";
import { IconClock } from "@tabler/icons-react";
import { setState } from "../sync/actions.ts";
import { toast } from "../ui/toast.ts";
import type { Command } from "./command.ts";
import { target } from "./scene.ts";
import { onward } from "./walk.ts";

export const later: Command = {
  id: "later",
  title: msg`Later`,
  group: "conversation",
  icon: IconClock,
  keys: "h",
  when: (scene) => ["open", "waiting"].includes(target(scene)?.state ?? ""),
  run(scene) {
    const subject = target(scene);
    if (!subject) return;
    onward(scene, subject.id);
    void setState(subject.id, "snoozed").then((done) => {
      const undo = { label: t`Undo`, run: () => void setState(subject.id, subject.state) };
      if (done) toast({ text: t`Put aside for later.`, action: undo });
    });
  },
};
