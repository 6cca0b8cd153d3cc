/** The query language about subscribers: its fields in plain words. */
import { msg } from "@lingui/core/macro";
import type { Spoken } from "../../../ui/search/QueryBox.tsx";
import { at } from "../remote.ts";

const fields: Spoken["fields"] = {
  name: msg`a word in the name`,
  email: msg`a word in the address`,
  state: msg`active, unsubscribed, bouncing or removed`,
  attr: msg`one of your own attributes`,
  language: msg`de or en`,
  since: msg`joined within, such as 30d, or on a day`,
  answered: msg`has answered within, such as 30d`,
  clicked: msg`has followed a link within, such as 30d`,
  wrote: msg`wrote to an inbox within, such as support@:30d`,
  got: msg`got a mailing with these words in the subject`,
  consent: msg`confirmed, vouched or none`,
  bounced: msg`a mail came back within, such as 30d`,
  list: msg`is on another list, too`,
  before: msg`joined before a day`,
  after: msg`joined after a day`,
  delivery: msg`each, digest or pause`,
  topic: msg`wants to read about this topic`,
  source: msg`hand, import, signup or api`,
  complained: msg`has reported a mail as spam`,
};

const values: Spoken["values"] = {
  "state:active": msg`gets copies`,
  "state:unsubscribed": msg`left by themselves`,
  "state:bouncing": msg`mails come back`,
  "state:removed": msg`taken off by you`,
  "delivery:each": msg`gets each mail`,
  "delivery:digest": msg`gets a digest`,
  "delivery:pause": msg`pauses`,
  "consent:confirmed": msg`confirmed by a mail`,
  "consent:vouched": msg`somebody vouches for it`,
  "consent:none": msg`nothing is written down`,
  "source:hand": msg`added by hand`,
  "source:import": msg`from a file`,
  "source:signup": msg`signed up`,
  "source:api": msg`by a program`,
};

export function spokenOf(id: string): Spoken {
  return { path: `${at(id)}/segments/complete`, fields, values };
}
