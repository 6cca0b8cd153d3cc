/** Columns, kinds and states of an import in words. */
import { msg } from "@lingui/core/macro";
import type { MessageDescriptor } from "@lingui/core";
import type { Kind } from "../types.ts";
import type { Plain, Trouble } from "./meaning.ts";
import type { Import } from "./remote.ts";

export const MEANINGS: Record<Plain, MessageDescriptor> = {
  email: msg`Mail address`,
  name: msg({ message: "Name", context: "person" }),
  first_name: msg`First name`,
  last_name: msg`Last name`,
  language: msg`Language`,
};

export const KINDS: Record<Kind, MessageDescriptor> = {
  text: msg`Text`,
  number: msg({ message: "Number", context: "attribute" }),
  date: msg`Day`,
  choice: msg`Choice`,
};

export const TROUBLES: Record<Trouble, MessageDescriptor> = {
  "no-email": msg`Say which column holds the mail addresses.`,
  twice: msg`Two columns cannot become the same thing.`,
  taken: msg`There is such an attribute already: choose it instead of a new one.`,
};

export const IMPORTS: Record<Import["state"], MessageDescriptor> = {
  running: msg`is being taken in`,
  done: msg({ message: "taken in", context: "import" }),
  failed: msg`stopped`,
  undoing: msg`is being taken back`,
  undone: msg`taken back`,
};

export const SEPARATORS: Record<string, MessageDescriptor> = {
  ";": msg`semicolons`,
  ",": msg`commas`,
  "\t": msg`tabs`,
  "|": msg`bars`,
};
