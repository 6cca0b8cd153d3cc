/** The adviser's questions: what may be answered, and which answer speaks for which mode. Pure. */

export type Question = "direction" | "people" | "mails" | "owner" | "talk" | "figures";

/** A chosen option per question; a question not answered yet is absent. */
export type Answers = Partial<Record<Question, string>>;

/** Why a mode is recommended, as a code that `words.ts` puts into a sentence. */
export type Reason =
  | "only-out"
  | "several-answer"
  | "alone"
  | "small-team"
  | "large-team"
  | "little-mail"
  | "much-mail"
  | "one-person-each"
  | "everybody-everything"
  | "talk-often"
  | "talk-seldom"
  | "wants-figures"
  | "needs-no-figures";

export interface Option {
  key: string;
  /** How strongly this answer speaks for a mode, and how that is said. */
  speaks?: { for: "mailbox" | "inbox"; weight: number; reason: Reason };
}

export interface Asked {
  question: Question;
  options: readonly Option[];
  /** Asked only when people write to the address: a list needs no more than the first question. */
  onlyBothWays: boolean;
}

const speaks = (to: "mailbox" | "inbox", weight: number, reason: Reason): Option["speaks"] => ({
  for: to,
  weight,
  reason,
});

export const QUESTIONS: readonly Asked[] = [
  {
    question: "direction",
    onlyBothWays: false,
    options: [{ key: "out" }, { key: "both" }],
  },
  {
    question: "people",
    onlyBothWays: true,
    options: [
      { key: "one", speaks: speaks("mailbox", 2, "alone") },
      { key: "few", speaks: speaks("mailbox", 1, "small-team") },
      { key: "team", speaks: speaks("inbox", 2, "several-answer") },
      { key: "many", speaks: speaks("inbox", 3, "large-team") },
    ],
  },
  {
    question: "mails",
    onlyBothWays: true,
    options: [
      { key: "few", speaks: speaks("mailbox", 1, "little-mail") },
      { key: "some", speaks: speaks("inbox", 1, "much-mail") },
      { key: "many", speaks: speaks("inbox", 2, "much-mail") },
    ],
  },
  {
    question: "owner",
    onlyBothWays: true,
    options: [
      { key: "no", speaks: speaks("mailbox", 2, "everybody-everything") },
      { key: "yes", speaks: speaks("inbox", 3, "one-person-each") },
    ],
  },
  {
    question: "talk",
    onlyBothWays: true,
    options: [
      { key: "seldom", speaks: speaks("mailbox", 1, "talk-seldom") },
      { key: "often", speaks: speaks("inbox", 1, "talk-often") },
    ],
  },
  {
    question: "figures",
    onlyBothWays: true,
    options: [
      { key: "no", speaks: speaks("mailbox", 1, "needs-no-figures") },
      { key: "yes", speaks: speaks("inbox", 2, "wants-figures") },
      { key: "unsure" },
    ],
  },
];

/** The questions that still make sense with these answers. */
export function questionsFor(answers: Answers): readonly Asked[] {
  return QUESTIONS.filter((asked) => !asked.onlyBothWays || answers.direction === "both");
}

/** Gives an answer, or takes it back when it was given already. */
export function answer(answers: Answers, question: Question, key: string): Answers {
  const { [question]: before, ...rest } = answers;
  return before === key ? rest : { ...rest, [question]: key };
}
