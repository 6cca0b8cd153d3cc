/** Fails when a text of the code is missing from a catalogue, or a translation is empty. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, cpSync, rmSync } from "node:fs";
import { join } from "node:path";

const folder = "src/locales";
const kept = mkdtempSync(join(process.env.TMPDIR ?? "/tmp", "locales-"));
cpSync(folder, kept, { recursive: true });
const wrong = [];
try {
  const cli = "node_modules/@lingui/cli/dist/lingui.js";
  execFileSync(process.execPath, [cli, "extract", "--clean"], { stdio: "pipe" });
  for (const name of readdirSync(folder).filter((n) => n.endsWith(".po"))) {
    const now = ids(readFileSync(join(folder, name), "utf8"));
    const before = ids(readFileSync(join(kept, name), "utf8"));
    for (const [id, text] of now) {
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
