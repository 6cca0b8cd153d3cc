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

export default defineConfig({
  sourceLocale: "en",
  locales: ["en", "de"],
  catalogs: [
    // First: the pattern of the other one fits these files, too.
    { path: "src/locales/managing.{locale}", include: MANAGING },
    { path: "src/locales/{locale}", include: ["src"], exclude: MANAGING.map((f) => `${f}/**`) },
  ],
  format: formatter({ lineNumbers: false, origins: false }),
});
