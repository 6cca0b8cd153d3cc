/** What the adviser recommends, as a table of believable organisations. */
import type { Mode } from "../../api/types.ts";
import { describe, expect, test } from "vitest";
import { advise } from "./advise.ts";
import { answer, questionsFor, QUESTIONS, type Answers } from "./answers.ts";

const WORLDS: [string, Answers, Mode][] = [
  ["a newsletter nobody answers", { direction: "out" }, "list"],
  [
    "a customer service of eight",
    {
      direction: "both",
      people: "team",
      mails: "some",
      owner: "yes",
      talk: "often",
      figures: "yes",
    },
    "inbox",
  ],
  [
    "a law firm's office of three",
    { direction: "both", people: "few", mails: "few", owner: "no", talk: "seldom", figures: "no" },
    "mailbox",
  ],
  [
    "two people with much mail who want it clear whose it is",
    { direction: "both", people: "few", mails: "many", owner: "yes" },
    "inbox",
  ],
  [
    "a large team that shares everything and counts nothing",
    { direction: "both", people: "team", mails: "few", owner: "no", talk: "seldom", figures: "no" },
    "mailbox",
  ],
  [
    "one person, undecided about figures",
    { direction: "both", people: "one", figures: "unsure" },
    "mailbox",
  ],
];

describe("advise", () => {
  test("says nothing before it is clear who writes", () => {
    expect(advise({})).toBeNull();
    expect(advise({ people: "many" })).toBeNull();
  });

  test.each(WORLDS)("%s", (_world, answers, mode) => {
    expect(advise(answers)?.mode).toBe(mode);
  });

  test("names the weightiest reasons first, three at most", () => {
    const advice = advise({
      direction: "both",
      people: "team",
      mails: "some",
      owner: "yes",
      talk: "often",
      figures: "yes",
    });
    expect(advice?.reasons).toEqual(["one-person-each", "several-answer", "wants-figures"]);
  });

  test("a draw goes to the simpler mailbox and says that an inbox would do too", () => {
    const advice = advise({
      direction: "both",
      people: "few",
      mails: "some",
      talk: "seldom",
      figures: "unsure",
      owner: "no",
    });
    expect(advice?.mode).toBe("mailbox");
    const even = advise({ direction: "both", people: "few", mails: "many", talk: "seldom" });
    expect(even).toMatchObject({ mode: "mailbox", nearly: "inbox" });
  });

  test("a list has no open questions, a two-way address has five", () => {
    expect(advise({ direction: "out", people: "many" })?.open).toBe(0);
    expect(advise({ direction: "both" })?.open).toBe(5);
  });

  test("answers of the longer path do not count after turning back to a list", () => {
    expect(advise({ direction: "out", owner: "yes", figures: "yes" })?.reasons).toEqual([
      "only-out",
    ]);
  });
});

describe("answers", () => {
  test("a second click takes an answer back", () => {
    const once = answer({}, "talk", "often");
    expect(once).toEqual({ talk: "often" });
    expect(answer(once, "talk", "often")).toEqual({});
    expect(answer(once, "talk", "seldom")).toEqual({ talk: "seldom" });
  });

  test("a list is asked one question, the rest follows only when people write", () => {
    expect(questionsFor({})).toHaveLength(1);
    expect(questionsFor({ direction: "out" })).toHaveLength(1);
    expect(questionsFor({ direction: "both" })).toHaveLength(QUESTIONS.length);
  });
});
