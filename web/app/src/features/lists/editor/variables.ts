/** The variables that can be put into a campaign, with what to say where a value is missing. */
import { msg } from "@lingui/core/macro";
import type { MessageDescriptor } from "@lingui/core";
import type { Attribute } from "../types.ts";

export interface Variable {
  name: string;
  label: MessageDescriptor | string;
  /** Wants words for those of whom we do not know it. */
  fallback: boolean;
}

const BUILT_IN: readonly Variable[] = [
  { name: "first_name", label: msg`First name`, fallback: true },
  { name: "last_name", label: msg`Last name`, fallback: true },
  { name: "name", label: msg`Whole name`, fallback: true },
  { name: "email", label: msg`Mail address`, fallback: false },
];

const LINKS: readonly Variable[] = [
  { name: "web_url", label: msg`Link to the web version`, fallback: false },
  { name: "preferences_url", label: msg`Link to their preferences`, fallback: false },
  { name: "unsubscribe_url", label: msg`Link to unsubscribe`, fallback: false },
];

export function variables(attributes: readonly Attribute[]): readonly Variable[] {
  const own = attributes.map(({ key, label }) => ({
    name: `attr.${key}`,
    label: label || key,
    fallback: true,
  }));
  return [...BUILT_IN, ...own, ...LINKS];
}

/** As it stands in a text; the fallback keeps off what would end it. */
export function written(name: string, fallback: string): string {
  const words = fallback.replace(/[{}|\n]/g, " ").trim();
  return words ? `{{${name}|${words}}}` : `{{${name}}}`;
}

/** A line as it reads for somebody of whom nothing is known: "{{first_name|Hello}}, …" → "Hello, …". */
export const inPlainWords = (line: string): string =>
  line.replace(
    /\{\{[\w.]+(?:\|([^{}]*))?\}\}/g,
    (_, fallback: string | undefined) => fallback ?? "",
  );
