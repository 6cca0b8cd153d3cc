/** The states of a campaign in words. */
import { msg } from "@lingui/core/macro";
import type { MessageDescriptor } from "@lingui/core";
import type { CampaignState } from "./remote.ts";

type Look = "edge" | "ground" | "danger" | "ok";

export const STATE: Record<CampaignState, { name: MessageDescriptor; look: Look }> = {
  draft: { name: msg`Draft`, look: "edge" },
  asked: { name: msg`Waits for approval`, look: "ground" },
  approved: { name: msg`Approved`, look: "ok" },
  scheduled: { name: msg`Scheduled`, look: "ground" },
  freezing: { name: msg`Begins`, look: "ground" },
  sending: { name: msg`Is being sent`, look: "ground" },
  paused: { name: msg`Paused`, look: "danger" },
  sent: { name: msg`Sent`, look: "ok" },
  cancelled: { name: msg`Stopped`, look: "danger" },
};
