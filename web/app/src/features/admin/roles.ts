/** What the two roles may do, as a table one can read. Being administrator is not being a reader. */
import { msg } from "@lingui/core/macro";
import type { MessageDescriptor } from "@lingui/core";

export type Role = "administrator" | "member";

export const ROLE_WORDS: Record<Role, { name: MessageDescriptor; means: MessageDescriptor }> = {
  administrator: {
    name: msg`Administrator`,
    means: msg`Sets things up. Does not read mail by that alone.`,
  },
  member: {
    name: msg`Member`,
    means: msg`Works with the addresses they are granted.`,
  },
};

/** `granted`: only on addresses where a grant says so. */
export type May = "yes" | "no" | "granted";

export const ROLE_TABLE: readonly {
  key: string;
  head: MessageDescriptor;
  may: Record<Role, May>;
}[] = [
  { key: "domains", head: msg`Add domains`, may: { administrator: "yes", member: "no" } },
  {
    key: "people",
    head: msg`Add people, change roles`,
    may: { administrator: "yes", member: "no" },
  },
  { key: "addresses", head: msg`Create addresses`, may: { administrator: "yes", member: "no" } },
  {
    key: "grants",
    head: msg`Say who works with an address`,
    may: { administrator: "yes", member: "granted" },
  },
  {
    key: "ledger",
    head: msg`See intake and outbox`,
    may: { administrator: "yes", member: "granted" },
  },
  { key: "read", head: msg`Read mail`, may: { administrator: "granted", member: "granted" } },
  { key: "write", head: msg`Answer mail`, may: { administrator: "granted", member: "granted" } },
  {
    key: "confidential",
    head: msg`Read confidential conversations`,
    may: { administrator: "no", member: "no" },
  },
];

export const MAY_WORDS: Record<May, MessageDescriptor> = {
  yes: msg`Yes`,
  no: msg`No`,
  granted: msg`Where granted`,
};
