/** What is typed is kept in order; what two people typed is never lost in silence. */
import { expect, test } from "vitest";
import { Problem } from "../../../api/client.ts";
import type { Campaign } from "../campaigns/remote.ts";
import { draftOf, merged } from "./drafts.ts";
import { Saver, type Put } from "./Saver.ts";

const campaign: Campaign = {
  id: "1",
  address: "2",
  state: "draft",
  name: "Dezember",
  subject: "Neu",
  preheader: "",
  content: { blocks: [] },
  segment: null,
  segment_name: "",
  query: "",
  topic: "",
  zone: "ours",
  send_at: null,
  reply_to: "",
  reply_inbox: null,
  clicks: false,
  version: 1,
  created_by: null,
  changed_at: null,
  back: "",
  asked_by: null,
  approved_by: null,
  send: null,
  total: null,
};

/** A server that holds one campaign and refuses stale saves. */
function server() {
  const saved: Parameters<Put>[0][] = [];
  let held = campaign;
  const put: Put = ({ version, ...part }) => {
    if (version !== held.version)
      return Promise.reject(new Problem(409, { code: "stale", newer: held }));
    saved.push({ version, ...part });
    held = { ...held, ...part, version: held.version + 1 };
    return Promise.resolve({ version: held.version });
  };
  const other = (part: Partial<Campaign>) => {
    held = { ...held, ...part, version: held.version + 1 };
  };
  return { put, saved, other, held: () => held };
}

test("only what changed is sent, one save after the other", async () => {
  const { put, saved } = server();
  const saver = new Saver(campaign, put);
  saver.change({ subject: "Neu im" });
  saver.change({ subject: "Neu im Dezember" });
  const first = saver.flush();
  saver.change({ preheader: "Kurz" });
  await first;
  await saver.flush();
  expect(saved).toEqual([
    { version: 1, subject: "Neu im Dezember" },
    { version: 2, preheader: "Kurz" },
  ]);
  expect(saver.store.get().state).toBe("kept");
});

test("two people in different fields: both are kept, nobody is asked", async () => {
  const { put, other, held } = server();
  const saver = new Saver(campaign, put);
  other({ name: "Advent" });
  saver.change({ subject: "Von mir" });
  await saver.flush();
  expect(held()).toMatchObject({ name: "Advent", subject: "Von mir", version: 3 });
  expect(saver.store.get().draft.name).toBe("Advent");
});

test.each([
  ["mine", "Von mir"],
  ["theirs", "Von ihr"],
])("two people in the same field: both are shown, %s can be taken", async (whose, subject) => {
  const { put, other, held } = server();
  const saver = new Saver(campaign, put);
  other({ subject: "Von ihr" });
  saver.change({ subject: "Von mir" });
  await saver.flush();
  expect(saver.store.get().theirs?.subject).toBe("Von ihr");
  expect(held().subject).toBe("Von ihr");
  if (whose === "mine") await saver.takeMine();
  else saver.takeTheirs();
  expect(saver.store.get()).toMatchObject({ state: "kept", theirs: null });
  expect(saver.store.get().draft.subject).toBe(subject);
  expect(held().subject).toBe(subject);
});

test("a newer version is taken while nothing waits, and left alone while something does", () => {
  const { put } = server();
  const saver = new Saver(campaign, put);
  saver.hears({ ...campaign, subject: "Neuer", version: 2 });
  expect(saver.store.get().draft.subject).toBe("Neuer");
  saver.change({ subject: "Meins" });
  saver.hears({ ...campaign, subject: "Noch neuer", version: 3 });
  expect(saver.store.get().draft.subject).toBe("Meins");
  saver.stop();
});

test("what cannot be saved stays typed", async () => {
  const saver = new Saver(campaign, () => Promise.reject(new Problem(0, {})));
  saver.change({ subject: "Ohne Netz" });
  await saver.flush();
  expect(saver.store.get()).toMatchObject({ state: "failed", draft: { subject: "Ohne Netz" } });
});

test("the same change on both sides is no clash", () => {
  const base = draftOf(campaign);
  const both = { ...base, subject: "Gleich" };
  expect(merged(base, both, both)).toEqual(both);
  expect(merged(base, { ...base, name: "x" }, { ...base, name: "y" })).toBeNull();
});
