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
