/** Fails when a text of the code is missing from a catalogue, a translation is empty, or two
 * catalogues say the same text differently: which one is shown would depend on what was loaded. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, cpSync, rmSync } from "node:fs";
import { join } from "node:path";

const folder = "src/locales";
const kept = mkdtempSync(join(process.env.TMPDIR ?? "/tmp", "locales-"));
cpSync(folder, kept, { recursive: true });
const wrong = [];
const said = { de: new Map(), en: new Map() };
try {
  const cli = "node_modules/@lingui/cli/dist/lingui.js";
  execFileSync(process.execPath, [cli, "extract", "--clean"], { stdio: "pipe" });
  for (const name of readdirSync(folder).filter((n) => n.endsWith(".po"))) {
    const now = ids(readFileSync(join(folder, name), "utf8"));
    const before = ids(readFileSync(join(kept, name), "utf8"));
    const all = said[name.split(".").at(-2)];
    for (const [id, text] of now) {
      const other = all.get(id) ?? text;
      if (other !== text) wrong.push(`${name}: "${id}" is "${other}" elsewhere, "${text}" here`);
      all.set(id, text);
      if (!before.has(id)) wrong.push(`${name}: run "npm run extract", missing: ${id}`);
      else if (!text) wrong.push(`${name}: not translated: ${id}`);
    }
  }
} finally {
  cpSync(kept, folder, { recursive: true });
  rmSync(kept, { recursive: true });
}
if (wrong.length) {
  console.error(wrong.join("\n"));
  process.exit(1);
}

/** msgid (with context) → msgstr of one .po file. */
function ids(po) {
  const found = new Map();
  for (const entry of po.split(/\n\n+/)) {
    if (entry.includes("#~ ")) continue;
    const id = field(entry, "msgid");
    if (id) found.set(`${field(entry, "msgctxt")}${id}`, field(entry, "msgstr"));
  }
  return found;
}

function field(entry, name) {
  const match = new RegExp(`^${name} ((?:".*"\\n?)+)`, "m").exec(entry);
  return match
    ? match[1]
        .trim()
        .split("\n")
        .map((line) => line.slice(1, -1))
        .join("")
    : "";
}
