/** A waiting answer of mine was held at its time: said at once, with the way there. */
import { useEffect } from "react";
import { useLingui } from "@lingui/react/macro";
import { begin, scene } from "../../commands/scene.ts";
import { mailPath } from "../../lib/paths.ts";
import { cache, keys } from "../../sync/cache.ts";
import { held as news, type Held } from "../../sync/held.ts";
import { toast } from "../../ui/toast.ts";

export default function HeldNews({ held }: { held: Held }) {
  const { t } = useLingui();
  useEffect(() => {
    const look = async () => {
      // as it was seen last, it has no draft yet
      await cache.refetchQueries({ queryKey: keys.conversation(held.conversation) });
      const { open, go } = scene.get();
      if (open?.id !== held.conversation)
        go(mailPath({ box: "all", view: "all", id: held.conversation }));
      begin.set({ kind: "reply", conversation: held.conversation });
    };
    toast({
      text: t`Your answer has not left: something newer came before its time.`,
      tone: "danger",
      seconds: 30,
      action: { label: t`Look and decide`, run: () => void look() },
    });
    news.set(null);
  }, [held, t]);
  return null;
}
