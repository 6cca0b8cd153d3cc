/** What went wrong while setting things up, in words: what happened and what to do. */
import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { Problem } from "../../api/client.ts";

const WORDS: Record<string, MessageDescriptor> = {
  offline: msg`The server does not answer. Nothing was lost; try again in a moment.`,
  forbidden: msg`You may not do this. Ask somebody who manages the address, or an administrator.`,
  "not-found": msg`This is no longer here. Somebody may have removed it.`,
  taken: msg`This is there already.`,
  "bad-address": msg`This is not a mail address. It looks like name@domain.`,
  "bad-name": msg`A name is one line of 1 to 200 characters.`,
  domain: msg`This is not a domain. It looks like acme.example.`,
  "no-dot": msg`The domain lacks its ending, such as .de.`,
  plus: msg`Leave out the plus: what follows it is a detail and arrives anyway.`,
  "foreign-domain": msg`This domain is not set up here. Add it under Domains first.`,
  "weak-password": msg`This password is too short or too common. Take at least ten characters, for example four words.`,
  "last-administrator": msg`Somebody must stay administrator. Make somebody else administrator first.`,
  "in-use": msg`It is still in use. Remove what needs it first.`,
  "has-mail": msg`There is mail at this address. Take everyone’s rights away instead of removing it.`,
  "not-quarantined": msg`It is no longer in quarantine.`,
  "too-late": msg`It has left already, or is being tried right now.`,
  cancelled: msg`It was stopped. No copy of it leaves any more; write a new mail if they need it.`,
  decided: msg`Somebody has decided about it already.`,
  "too-many": msg`That is too many, at once or altogether.`,
  "too-many-replies": msg`There are too many saved replies already. Remove some first.`,
  "too-many-tokens": msg`You have too many tokens already. End some first.`,
  "too-long": msg`This is too long.`,
  "bad-reason": msg`Say why in one sentence, at least ten characters.`,
  "bad-query": msg`The query is not quite right yet.`,
  "unknown-team": msg`This team is no longer there.`,
  "no-address": msg`Choose the address it is for.`,
  "cannot-read": msg`One of them may not read this address.`,
};

/** Our words for its code, else the server's own sentence. */
export function said(error: Error): MessageDescriptor | string {
  if (!(error instanceof Problem)) return error.message;
  return WORDS[error.code] ?? error.message;
}
