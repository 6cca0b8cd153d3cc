/** Who gets an answer: everybody who takes part, each with a role; what is unusual about it. Pure. */
import type { Detail, Person } from "../../api/types.ts";
import type { Content } from "./useDraft.ts";

export type Role = "to" | "cc" | "bcc" | "aside";
export interface Recipient {
  person: Person;
  role: Role;
  /** A stranger who only answered to a known mail. */
  stranger: boolean;
}

type Roles = Pick<Content, "to" | "cc" | "bcc">;
type Known = Pick<Detail, "participants" | "missing">;

const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
const has = (people: readonly Person[], one: Person) =>
  people.some((other) => same(other.address, one.address));
const without = (people: readonly Person[], one: Person) =>
  people.filter((other) => !same(other.address, one.address));

/** Those who get it first, then those who take part and do not. */
export function recipientsOf(content: Roles, known: Known): Recipient[] {
  const strange = (person: Person) =>
    known.participants.some((one) => one.stranger && same(one.address, person.address));
  const as = (role: Role) => (person: Person) => ({ person, role, stranger: strange(person) });
  const gets = [
    ...content.to.map(as("to")),
    ...content.cc.map(as("cc")),
    ...content.bcc.map(as("bcc")),
  ];
  const aside: Person[] = [];
  for (const { address, name } of [...known.participants, ...known.missing]) {
    const person = { address, name };
    if (!gets.some((one) => same(one.person.address, address)) && !has(aside, person))
      aside.push(person);
  }
  return [...gets, ...aside.map(as("aside"))];
}

export function withRole(content: Roles, person: Person, role: Role): Roles {
  const rest = {
    to: without(content.to, person),
    cc: without(content.cc, person),
    bcc: without(content.bcc, person),
  };
  return role === "aside" ? rest : { ...rest, [role]: [...rest[role], person] };
}

/** "Answer all": also those who stand aside, and everybody on the last mail. */
export function everyone(
  detail: Pick<
    Detail,
    "participants" | "missing" | "reply_to" | "reply_cc" | "messages" | "identities" | "address"
  >,
): Roles {
  const own = [detail.address, ...detail.identities.map((one) => one.address)];
  const last = detail.messages.findLast((one) => !one.automatic);
  const others = [
    ...detail.reply_cc,
    ...detail.participants.filter((one) => !one.stranger),
    ...detail.missing,
    ...(last ? [last.from, ...last.to, ...last.cc] : []),
  ];
  const cc: Person[] = [];
  for (const { address, name } of others) {
    const person = { address, name };
    if (own.some((one) => same(one, address))) continue;
    if (!has(detail.reply_to, person) && !has(cc, person)) cc.push(person);
  }
  return { to: detail.reply_to, cc, bcc: [] };
}

export interface Unusual {
  /** Gets it, though they did not get our last answer. */
  appeared: Person[];
  /** Got our last answer and would not get this one. */
  missing: Person[];
  /** Taken out by the writer, beside what the server expects. */
  narrowed: Person[];
}

export function unusual(
  content: Roles,
  detail: Pick<Detail, "appeared" | "missing" | "reply_to" | "reply_cc">,
): Unusual {
  const gets = [...content.to, ...content.cc, ...content.bcc];
  return {
    appeared: detail.appeared.filter((one) => has(gets, one)),
    missing: detail.missing.filter((one) => !has(gets, one)),
    narrowed: [...detail.reply_to, ...detail.reply_cc].filter((one) => !has(gets, one)),
  };
}
