/** What the administration's API answers. */
import type { Address, Right } from "../../api/types.ts";

export interface Grant {
  user: string;
  rights: Right[];
}

/** The same for all members of a team. */
export interface TeamGrant {
  team: { id: string; name: string };
  rights: Right[];
}

export interface Settings extends Omit<Address, "counts" | "subscribers" | "held"> {
  signature: string;
  posting: string;
  undo_seconds: number;
  /** In a shared inbox: whoever answers what nobody has, has it from then on. */
  answer_assigns: boolean;
  grants: Grant[];
  team_grants?: TeamGrant[];
}

export interface DnsRecord {
  type: string;
  name: string;
  value: string;
  purpose: string;
}

export interface Domain {
  id: string;
  name: string;
  kind: "split" | "full";
  records: DnsRecord[];
  dkim: { selector: string };
}

/** One thing the DNS should say. `wanted`: the record to set, "" when it is not ours to say. */
export interface Check {
  kind: "mx" | "spf" | "dkim" | "dmarc" | "ptr";
  type: string;
  name: string;
  wanted: string;
  found: string[];
  state: "ok" | "missing" | "wrong" | "unknown";
  why: string;
}

/** Whom we do not write to. */
export interface Suppression {
  address: string;
  reason: string;
  at: string | null;
}

export interface IntakeRow {
  id: string;
  received_at: string;
  channel: string;
  sender: string;
  recipient: string;
  subject: string;
  outcome: string;
  detail: string;
  conversation: string | null;
  size: number;
}

export interface OutboxRow {
  id: string;
  created_at: string;
  address: string;
  author: string | null;
  recipient: string;
  subject: string;
  state: string;
  attempts: number;
  next_at: string | null;
  detail: string;
}
