/** The audit in words: what each kind of row says. Pure. */
import { msg } from "@lingui/core/macro";
import type { MessageDescriptor } from "@lingui/core";
import { RIGHT_WORDS } from "./rights.ts";
import { MODE_WORDS } from "./modes.ts";

export interface AuditRow {
  id: string;
  at: string;
  actor: string | null;
  kind: string;
  target: string | null;
  detail: Record<string, unknown>;
}

/** How a sentence gets at names and at words of ours. */
export interface Speech {
  name: (address: string) => string;
  say: (words: MessageDescriptor) => string;
}

type Say = (detail: Detail) => MessageDescriptor;

/** Reads the details of a row; what is not there is an empty text. */
class Detail {
  constructor(
    private readonly data: Record<string, unknown>,
    private readonly speech: Speech,
  ) {}
  text(key: string): string {
    const value = this.data[key];
    return typeof value === "string" || typeof value === "number" ? String(value) : "";
  }
  is(key: string): boolean {
    return this.data[key] === true;
  }
  list(key: string): string[] {
    const value = this.data[key];
    return Array.isArray(value) ? value.map(String) : [];
  }
  person(key = "user"): string {
    return this.speech.name(this.text(key));
  }
  people(key: string): string {
    return this.list(key).map(this.speech.name).join(", ");
  }
  rights(): string {
    const words = this.list("rights").map((right) => {
      const known = RIGHT_WORDS[right as keyof typeof RIGHT_WORDS] as
        { name: MessageDescriptor } | undefined;
      return known ? this.speech.say(known.name) : right;
    });
    return words.join(", ");
  }
  mode(key: string): string {
    const known = MODE_WORDS[this.text(key) as keyof typeof MODE_WORDS] as
      { name: MessageDescriptor } | undefined;
    return known ? this.speech.say(known.name) : this.text(key);
  }
  whom(): string {
    return this.text("team") || this.person();
  }
}

const KINDS: Record<string, Say> = {
  "domain.added": (d) => msg`added the domain ${d.text("domain")}`,
  "domain.removed": (d) => msg`removed the domain ${d.text("domain")}`,
  "address.added": () => msg`added the address`,
  "address.removed": (d) => msg`removed the address ${d.text("address")}`,
  "mode.switched": (d) => msg`switched it from ${d.mode("from")} to ${d.mode("to")}`,
  "user.added": (d) => msg`added ${d.person()}`,
  "user.changed": changed,
  "grant.set": (d) =>
    d.rights()
      ? msg`gave ${d.whom()} these rights: ${d.rights()}`
      : msg`took all rights from ${d.whom()}`,
  "team.set": (d) => msg`set the team ${d.text("team")}: ${d.people("members") || "–"}`,
  "team.added": (d) => msg`made the team ${d.text("team")}: ${d.people("members") || "–"}`,
  "team.changed": (d) => msg`changed the team ${d.text("team")}: ${d.people("members") || "–"}`,
  "team.removed": (d) => msg`removed the team ${d.text("team")}`,
  "readers.set": (d) =>
    d.list("readers").length
      ? msg`made a conversation confidential for ${d.people("readers")}`
      : msg`opened a confidential conversation for all who may read the address`,
  "contact.protected": (d) =>
    d.is("protected")
      ? msg`protected a contact for ${d.people("readers")}`
      : msg`set who sees the protected facts of a contact: ${d.people("readers") || "–"}`,
  "glass.broken": (d) => msg`broke the glass: “${d.text("reason")}”`,
  "guest.added": (d) => msg`made a link for the guest ${d.text("name")}`,
  "guest.removed": (d) => msg`ended the link of the guest ${d.text("name")}`,
  "token.created": () => msg`made a secret for a program`,
  "token.revoked": () => msg`ended a secret of a program`,
};

/** What was done, as the rest of a sentence that begins with who did it; null: not for this reader. */
export function told(row: AuditRow, speech: Speech): MessageDescriptor | string {
  if (hidden(row)) return HIDDEN[row.kind] ?? row.kind;
  return KINDS[row.kind]?.(new Detail(row.detail, speech)) ?? row.kind;
}

/** Whether the server keeps from this reader what it was about: of that there is no detail either. */
export function hidden(row: AuditRow): boolean {
  return row.target === null && Object.keys(row.detail).length === 0 && row.kind in HIDDEN;
}

/** Of something confidential only that it happened. */
const HIDDEN: Record<string, MessageDescriptor> = {
  "readers.set": msg`changed who may read a confidential conversation`,
  "glass.broken": msg`broke the glass at a confidential conversation`,
  "contact.protected": msg`changed the protection of a contact`,
  "guest.added": msg`made a guest’s link to a confidential conversation`,
  "guest.removed": msg`ended a guest’s link to a confidential conversation`,
};

function changed(d: Detail): MessageDescriptor {
  const what = d.list("changed");
  if (what.includes("password")) return msg`set a new password for ${d.person()}`;
  if (what.includes("role")) return msg`made ${d.person()} ${d.text("role")}`;
  if (what.includes("active")) return msg`closed or opened the account of ${d.person()}`;
  return msg`changed ${d.person()}`;
}

/** Things one should look at twice. */
export function grave(kind: string): boolean {
  return kind === "glass.broken";
}
