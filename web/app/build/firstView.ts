/** What the page names in its head: besides the app also what runs before it has arrived. */
import type { Plugin } from "vite";

const EARLY = "/src/early.ts";
/** What it is made of; the app takes these from it. */
const PARTS = [
  "api/early",
  "api/client",
  "app/words",
  "lib/calm",
  "sync/lists",
  "sync/sorting",
  "sync/sortOf",
];

/** Modules that belong into the small piece which runs first. */
export function isEarly(id: string): boolean {
  return id.endsWith(EARLY) || PARTS.some((part) => id.endsWith(`/src/${part}.ts`));
}

/** Puts the early piece before the app. */
export function runEarly(): Plugin {
  return {
    name: "run-early",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler(html, { bundle }) {
        const early = Object.values(bundle ?? {}).find(
          (one) => one.type === "chunk" && one.facadeModuleId?.endsWith(EARLY),
        );
        if (!early) throw new Error("the early piece was not built");
        const src = `/${early.fileName}`;
        const attrs = { type: "module", async: true, crossorigin: true, src }; // not after the styles
        return { html, tags: [{ tag: "script", attrs, injectTo: "head-prepend" }] };
      },
    },
  };
}
