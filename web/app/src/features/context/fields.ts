/** Own fields of a person. Pure. */
import type { ContactField } from "../../sync/contact.ts";

/** The fields with this one set; without a value it is taken away. */
export function withField(fields: ContactField[], field: ContactField): ContactField[] {
  const there = fields.some((one) => one.name === field.name);
  const next = there
    ? fields.map((one) => (one.name === field.name ? field : one))
    : [...fields, field];
  return next.filter((one) => one.value !== "");
}
