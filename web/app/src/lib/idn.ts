/** Domain names as people write them: xn-- decoded (RFC 3492) where that cannot deceive. Pure. */
const [BASE, T_MIN, T_MAX, SKEW, DAMP, BIAS, FIRST] = [36, 1, 26, 38, 700, 72, 128];

/** "uebel@xn--exmple-cua.org" → "uebel@exämple.org"; all else stays as it is. */
export function shownAddress(address: string): string {
  if (!/xn--/i.test(address)) return address;
  const at = address.lastIndexOf("@") + 1;
  const labels = address.slice(at).split(".");
  const decoded = labels.map((label) =>
    /^xn--/i.test(label) ? (decode(label.slice(4)) ?? label) : label,
  );
  const home = !/^[\x20-\x7e]*$/.test(decoded.at(-1) ?? ""); // .рф: letters like these are at home
  const shown = decoded.map((word, n) => (home || honest(word) ? word : (labels[n] ?? word)));
  return address.slice(0, at) + shown.join(".");
}

/** No letters that only look like ours: Cyrillic and Greek ones stay coded beside a Latin ending. */
function honest(label: string): boolean {
  return !/[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}]/u.test(
    label,
  );
}

/** RFC 3492 §6.2; null for what is not Punycode. */
function decode(text: string): string | null {
  const cut = text.lastIndexOf("-");
  const out = [...text.slice(0, Math.max(0, cut))].map((char) => char.codePointAt(0) ?? 0);
  let [n, i, bias, at] = [FIRST, 0, BIAS, cut + 1];
  while (at < text.length) {
    const before = i;
    for (let weight = 1, k = BASE; ; k += BASE) {
      const digit = digitOf(text.charCodeAt(at++));
      if (digit < 0) return null;
      i += digit * weight;
      const threshold = k <= bias ? T_MIN : Math.min(T_MAX, k - bias);
      if (digit < threshold) break;
      weight *= BASE - threshold;
      if (weight > 2 ** 31) return null;
    }
    bias = adapted(i - before, { points: out.length + 1, first: before === 0 });
    n += Math.floor(i / (out.length + 1));
    i %= out.length + 1;
    if (n > 0x10ffff) return null;
    out.splice(i++, 0, n);
  }
  return String.fromCodePoint(...out);
}

/** RFC 3492 §6.1 */
function adapted(delta: number, { points, first }: { points: number; first: boolean }): number {
  let rest = first ? Math.floor(delta / DAMP) : delta >> 1;
  rest += Math.floor(rest / points);
  let k = 0;
  for (; rest > ((BASE - T_MIN) * T_MAX) >> 1; k += BASE) rest = Math.floor(rest / (BASE - T_MIN));
  return k + Math.floor(((BASE - T_MIN + 1) * rest) / (rest + SKEW));
}

function digitOf(code: number): number {
  if (code >= 48 && code < 58) return code - 22;
  if (code >= 65 && code < 91) return code - 65;
  if (code >= 97 && code < 123) return code - 97;
  return -1;
}
