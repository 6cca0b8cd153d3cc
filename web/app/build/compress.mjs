/** Puts a .gz beside every text file of dist/, so that the server never compresses. */
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const TEXT = /\.(js|css|html|svg|json|webmanifest)$/;
const LIMIT = 200_000; // bytes of JavaScript, gzipped, for the first view

let first = 0;
const html = readFileSync("dist/index.html", "utf8");
for (const name of readdirSync("dist", { recursive: true, encoding: "utf8" })) {
  const file = join("dist", name);
  if (!TEXT.test(name) || !statSync(file).isFile()) continue;
  const packed = gzipSync(readFileSync(file), { level: 9 });
  writeFileSync(`${file}.gz`, packed);
  if (name.endsWith(".js") && html.includes(name)) first += packed.length;
}
console.log(`first view: ${(first / 1000).toFixed(0)} kB of JavaScript, gzipped`);
if (first > LIMIT) {
  console.error(`that is more than ${LIMIT / 1000} kB: load something later`);
  process.exit(1);
}
