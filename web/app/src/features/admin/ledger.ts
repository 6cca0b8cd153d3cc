/** The intake ledger and the outbox in words: what became of a mail, and what to do about it. */
import { msg } from "@lingui/core/macro";
import type { MessageDescriptor } from "@lingui/core";

export type Tone = "good" | "quiet" | "waits" | "bad";

export interface Said {
  name: MessageDescriptor;
  means: MessageDescriptor;
  tone: Tone;
}

/** Every outcome of an accepted mail (law 2: exactly one each). */
export const OUTCOMES: Record<string, Said> = {
  pending: {
    name: msg`Being read`,
    means: msg`Accepted and stored; it is sorted in any moment now.`,
    tone: "waits",
  },
  new: { name: msg`New conversation`, means: msg`Began a conversation.`, tone: "good" },
  "follow-up": {
    name: msg`Follow-up`,
    means: msg`Joined a conversation that was there.`,
    tone: "good",
  },
  post: {
    name: msg`List post`,
    means: msg`Went out to the subscribers of the list.`,
    tone: "good",
  },
  held: {
    name: msg`Held`,
    means: msg`Waits in the list until someone lets it through.`,
    tone: "waits",
  },
  bounce: {
    name: msg`Bounce`,
    means: msg`One of our mails came back; filed with the mail it is about.`,
    tone: "quiet",
  },
  automatic: {
    name: msg`Automatic reply`,
    means: msg`A machine answered; filed quietly, nobody is called.`,
    tone: "quiet",
  },
  duplicate: {
    name: msg`Duplicate`,
    means: msg`The same mail came twice; it is shown once.`,
    tone: "quiet",
  },
  quarantined: {
    name: msg`Quarantined`,
    means: msg`Could not be sorted in. It is kept whole and can be tried again.`,
    tone: "bad",
  },
};

/** Every state of a mail on its way out. */
export const SENDING: Record<string, Said> = {
  queued: { name: msg`In the queue`, means: msg`Leaves in a moment.`, tone: "waits" },
  waiting_relay: {
    name: msg`No way out yet`,
    means: msg`No mail server is set up for mail to the outside (TRIPOST_RELAY). It is kept and leaves as soon as there is one.`,
    tone: "waits",
  },
  deferred: {
    name: msg`Trying again`,
    means: msg`The other mail server asked for patience.`,
    tone: "waits",
  },
  sent: { name: msg`Accepted`, means: msg`Taken over by the other mail server.`, tone: "good" },
  failed: {
    name: msg`Refused`,
    means: msg`The other mail server said no. The author has been told.`,
    tone: "bad",
  },
  cancelled: { name: msg`Taken back`, means: msg`Its author took it back in time.`, tone: "quiet" },
};

/** The state of a row: what waits for a relay is queued in the server's books. */
export function stateOf({ state, detail }: { state: string; detail: string }): string {
  return state === "queued" && detail === "waiting for a relay" ? "waiting_relay" : state;
}

/** Of mail that one may not read the server names the domain alone: "…@example.org". */
export function isMasked(address: string): boolean {
  return address.startsWith("…@");
}

/** Why a room put a mail where it is; undefined leaves the server's words. */
export const DETAILS: Record<string, MessageDescriptor> = {
  "auto-reply": msg`an automatic reply`,
  bounce: msg`a bounce`,
  "not-allowed": msg`the author may not post`,
  unverified: msg`not sure that the author is who it says`,
  loop: msg`a post of the list itself`,
  automatic: msg`written by a machine`,
};

/** By which door a mail came. */
export const CHANNELS: Record<string, MessageDescriptor> = {
  smtp: msg`SMTP`,
  lmtp: msg`LMTP`,
  local: msg`inside`,
  demo: msg`demo`,
};
