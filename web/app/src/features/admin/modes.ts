/** The three modes in words. */
import { msg } from "@lingui/core/macro";
import type { MessageDescriptor } from "@lingui/core";
import type { Mode } from "../../api/types.ts";

export const MODE_WORDS: Record<
  Mode,
  Record<"name" | "does" | "switch" | "done", MessageDescriptor>
> = {
  list: {
    name: msg`Distribution list`,
    does: msg`Every mail goes out to all subscribers, a copy each.`,
    switch: msg`Switch to a list`,
    done: msg`It is a distribution list now.`,
  },
  mailbox: {
    name: msg`Shared mailbox`,
    does: msg`Several of you read and answer from one mailbox.`,
    switch: msg`Switch to a mailbox`,
    done: msg`It is a shared mailbox now.`,
  },
  inbox: {
    name: msg`Shared inbox`,
    does: msg`A team works through what comes in, each mail with a person.`,
    switch: msg`Switch to an inbox`,
    done: msg`It is a shared inbox now.`,
  },
};
