/** The saver of an open campaign: lives as long as its page, and keeps what is typed when it goes. */
import { useEffect, useState } from "react";
import { api, part } from "../../../api/client.ts";
import { useStore } from "../../../lib/store.ts";
import type { Campaign } from "../campaigns/remote.ts";
import { Saver, type Put } from "./Saver.ts";

export function useSaver(campaign: Campaign) {
  const [saver] = useState(() => {
    const put: Put = (wish) =>
      api.put<{ version: number }>(`/campaigns/${part(campaign.id)}`, wish);
    return new Saver(campaign, put);
  });
  const typing = useStore(saver.store);
  useEffect(() => saver.hears(campaign), [saver, campaign]);
  useEffect(() => {
    const leaving = (event: BeforeUnloadEvent) => {
      if (saver.store.get().state === "kept") return;
      void saver.flush();
      event.preventDefault();
    };
    window.addEventListener("beforeunload", leaving);
    return () => {
      window.removeEventListener("beforeunload", leaving);
      void saver.flush();
    };
  }, [saver]);
  return { saver, typing };
}
