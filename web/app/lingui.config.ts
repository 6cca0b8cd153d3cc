/** Which texts go into which catalogue; German and English are complete. */
import { defineConfig } from "@lingui/cli";
import { formatter } from "@lingui/format-po";

const MANAGING = [
  "src/features/admin",
  "src/features/adviser",
  "src/features/list",
  "src/features/search",
  "src/features/settings",
  "src/features/views",
  "src/ui/page",
  "src/ui/search",
  "src/commands/manage",
];

/** What opens with a conversation: loaded with it. */
const WORKING = [
  "src/features/begin",
  "src/features/thread",
  "src/features/composer",
  "src/features/context",
  "src/features/order",
  "src/features/together",
];

/** What is composed for a list, what became of it, and what waits or was kept. */
const CAMPAIGNS = ["campaigns", "editor", "report", "moderation", "archive"].map(
  (name) => `src/features/lists/${name}`,
);

/** A list's own pages. */
const LISTS = ["src/features/lists"];

export default defineConfig({
  sourceLocale: "en",
  locales: ["en", "de"],
  catalogs: [
    // First: the pattern of the last one fits these files, too.
    { path: "src/locales/managing.{locale}", include: MANAGING },
    { path: "src/locales/working.{locale}", include: WORKING },
    { path: "src/locales/campaigns.{locale}", include: CAMPAIGNS },
    {
      path: "src/locales/lists.{locale}",
      include: LISTS,
      exclude: CAMPAIGNS.map((f) => `${f}/**`),
    },
    {
      path: "src/locales/{locale}",
      include: ["src"],
      exclude: [...MANAGING, ...WORKING, ...LISTS].map((f) => `${f}/**`),
    },
  ],
  format: formatter({ lineNumbers: false, origins: false }),
});
