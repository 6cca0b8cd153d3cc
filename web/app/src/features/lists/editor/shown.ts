/** A mail made ready to be looked at in a frame: in the light or the dark asked for. Pure. */

const SCHEME = /prefers-color-scheme\s*:\s*(dark|light)/gi;

/** Its own rules for dark are taken for true or for false, whatever this device prefers. */
export function shown(html: string, dark: boolean): string {
  const ruled = html.replace(SCHEME, (_, scheme: string) =>
    (scheme.toLowerCase() === "dark") === dark ? "min-width: 0" : "max-width: 0",
  );
  return withBase(ruled);
}

/** Links open elsewhere, never inside of the frame. */
function withBase(html: string): string {
  const base = '<base target="_blank">';
  return /<head[^>]*>/i.test(html)
    ? html.replace(/<head[^>]*>/i, (head) => head + base)
    : base + html;
}
