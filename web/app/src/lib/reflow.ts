/** Plain text of a mail for any width: lines that were broken by the program flow again. Pure. */
const WRAPPED = 55; // characters; programs wrap at 65 to 80, people seldom write lines so long

/** Joins a long line with the next, unless that begins something of its own. */
export function reflow(text: string): string {
  const out: string[] = [];
  let long = false;
  for (const line of text.replace(/\r\n?/g, "\n").split("\n")) {
    const last = out.at(-1);
    if (last !== undefined && long && flows(line))
      out[out.length - 1] = `${last.trimEnd()} ${line}`;
    else out.push(line);
    long = line.trimEnd().length >= WRAPPED && !line.startsWith(">");
  }
  return out.join("\n");
}

function flows(line: string): boolean {
  return line.trim() !== "" && !/^(\s|>|[-*•–]\s|\d+[.)]\s|--)/.test(line);
}

/** The text cut at its links. */
export function links(text: string): { text: string; href?: string }[] {
  const parts: { text: string; href?: string }[] = [];
  let from = 0;
  for (const found of text.matchAll(/https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]]/g)) {
    if (found.index > from) parts.push({ text: text.slice(from, found.index) });
    parts.push({ text: found[0], href: found[0] });
    from = found.index + found[0].length;
  }
  if (from < text.length) parts.push({ text: text.slice(from) });
  return parts;
}
