/** Which mode fits these answers, and why? Pure: the words are in `words.ts`. */
import type { Mode } from "../../api/types.ts";
import { questionsFor, type Answers, type Option, type Reason } from "./answers.ts";

export interface Advice {
  mode: Mode;
  /** The strongest first, at most three. */
  reasons: readonly Reason[];
  /** A second mode that would do nearly as well, to be named honestly. */
  nearly: Mode | null;
  /** Questions not answered yet that could change the recommendation. */
  open: number;
}

const REASONS_SHOWN = 3;

/** The recommendation so far; null while nobody has said who writes to whom. */
export function advise(answers: Answers): Advice | null {
  if (answers.direction === "out")
    return { mode: "list", reasons: ["only-out"], nearly: null, open: 0 };
  if (answers.direction !== "both") return null;
  const chosen = chosenOptions(answers);
  const mailbox = weigh(chosen, "mailbox");
  const inbox = weigh(chosen, "inbox");
  // A draw goes to the mailbox: it asks less of people, and the mode can change any day.
  const mode = inbox > mailbox ? "inbox" : "mailbox";
  return {
    mode,
    reasons: reasonsFor(chosen, mode),
    nearly: nearlyAsGood(Math.abs(inbox - mailbox), chosen.length, mode),
    open: questionsFor(answers).filter((asked) => answers[asked.question] === undefined).length,
  };
}

function chosenOptions(answers: Answers): Option[] {
  return questionsFor(answers).flatMap((asked) =>
    asked.options.filter((option) => option.key === answers[asked.question]),
  );
}

function weigh(chosen: readonly Option[], mode: "mailbox" | "inbox"): number {
  return chosen.reduce(
    (sum, option) => sum + (option.speaks?.for === mode ? option.speaks.weight : 0),
    0,
  );
}

function reasonsFor(chosen: readonly Option[], mode: Mode): Reason[] {
  return chosen
    .flatMap((option) => (option.speaks?.for === mode ? [option.speaks] : []))
    .sort((a, b) => b.weight - a.weight)
    .slice(0, REASONS_SHOWN)
    .map((spoken) => spoken.reason);
}

function nearlyAsGood(distance: number, answered: number, mode: Mode): Mode | null {
  const enoughSaid = answered > 2;
  if (!enoughSaid || distance > 1) return null;
  return mode === "inbox" ? "mailbox" : "inbox";
}
