/** What a switch of mode keeps, changes and warns of, in words. Pure. */
import { msg, plural } from "@lingui/core/macro";
import type { MessageDescriptor } from "@lingui/core";
import type { Mode } from "../../api/types.ts";

/** The server's preview (`GET /addresses/{id}/mode-preview`). */
export interface Preview {
  from: Mode;
  to: Mode;
  keeps: { code: string; count: number }[];
  changes: { code: string; detail: string }[];
  warnings: { code: string; detail: string }[];
}

/** What people can do differently after the switch, said for each way between two modes. */
const CHANGES: Record<string, readonly MessageDescriptor[]> = {
  "list>mailbox": [
    msg`New mail no longer goes out to the subscribers. It stays here and you answer it.`,
    msg`Answers go out as the address, and all of you see them.`,
  ],
  "list>inbox": [
    msg`New mail no longer goes out to the subscribers. It arrives as open work.`,
    msg`Each conversation can be given to one person.`,
  ],
  "mailbox>list": [
    msg`New mail goes out to every subscriber as a copy of their own, if its author may post.`,
    msg`Answers of subscribers go to the author of the post, not here.`,
  ],
  "mailbox>inbox": [
    msg`New mail arrives as open work that somebody takes or gets.`,
    msg`Views for mine, nobody’s, later and waiting appear.`,
  ],
  "inbox>list": [
    msg`New mail goes out to every subscriber as a copy of their own, if its author may post.`,
    msg`Answers of subscribers go to the author of the post, not here.`,
    msg`Who has what is kept, but no longer shown.`,
  ],
  "inbox>mailbox": [
    msg`New mail lies in the mailbox for all of you; nobody has to close anything.`,
    msg`Who has what is kept, and shown again as soon as you switch back.`,
  ],
};

/** The sentences for this way. */
export function changesBetween(from: Mode, to: Mode): readonly MessageDescriptor[] {
  return CHANGES[`${from}>${to}`] ?? [];
}

/** What stays, counted; undefined for a code this app does not know yet. */
export function kept(code: string, count: number): MessageDescriptor | undefined {
  switch (code) {
    case "conversations":
      return msg`${plural(count, { one: "# conversation", other: "# conversations" })}`;
    case "messages":
      return msg`${plural(count, { one: "# mail", other: "# mails" })}`;
    case "notes":
      return msg`${plural(count, { one: "# note", other: "# notes" })}`;
    case "assignments":
      return msg`${plural(count, { one: "# given to somebody", other: "# given to somebody" })}`;
    case "labels":
      return msg`${plural(count, { one: "# label", other: "# labels" })}`;
    case "drafts":
      return msg`${plural(count, { one: "# draft", other: "# drafts" })}`;
    case "grants":
      return msg`${plural(count, { one: "the rights of # person", other: "the rights of # people" })}`;
    case "subscribers":
      return msg`${plural(count, { one: "# subscriber of the list", other: "# subscribers of the list" })}`;
    case "aliases":
      return msg`${plural(count, { one: "# other name", other: "# other names" })}`;
    default:
      return undefined;
  }
}

/** A warning in our words; undefined leaves the server's sentence. Its number stands in `detail`. */
export function warned(code: string, detail: string): MessageDescriptor | undefined {
  const count = Number(/\d+/.exec(detail)?.[0] ?? 0);
  switch (code) {
    case "no-subscribers":
      return msg`The list has no subscribers yet: a post would reach nobody.`;
    case "will-be-sent":
      return msg`${plural(count, { one: "# subscriber will get what is posted.", other: "# subscribers will get what is posted." })}`;
    case "open-conversations":
      return msg`${plural(count, { one: "# conversation is still open. It stays open and is found under “All”.", other: "# conversations are still open. They stay open and are found under “All”." })}`;
    case "held-posts":
      return msg`${plural(count, { one: "# held post waits. Decide about it first.", other: "# held posts wait. Decide about them first." })}`;
    case "leaving":
      return msg`${plural(count, { one: "# mail is on its way out and still leaves.", other: "# mails are on their way out and still leave." })}`;
    default:
      return undefined;
  }
}

/** Every way counted in the preview, those with nothing in them left out. */
export function keptLines(preview: Preview): { code: string; text: MessageDescriptor }[] {
  return preview.keeps.flatMap(({ code, count }) => {
    const text = count > 0 ? kept(code, count) : undefined;
    return text ? [{ code, text }] : [];
  });
}
