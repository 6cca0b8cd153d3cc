/** The ink of one of the twelve tones that labels, statuses and saved views may have. */
export function ink(tone: number): string {
  return `var(--av${String(((tone + 11) % 12) + 1)}-solid)`;
}
