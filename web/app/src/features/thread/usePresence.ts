/** Says that I look at this conversation; the composer says when I write. */
import { useEffect } from "react";
import { doing } from "../../sync/presence.ts";

export function usePresence(conversation: string): void {
  useEffect(() => {
    doing.set({ conversation, state: "viewing" });
    return () => doing.set({ conversation: null, state: "viewing" });
  }, [conversation]);
}
