/** How the web app is built, served while working on it, and tested. */
import { lingui } from "@lingui/vite-plugin";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { isEarly, runEarly } from "./build/firstView.ts";

const server = process.env["TRIPOST_SERVER"] ?? "http://127.0.0.1:8000";

export default defineConfig({
  plugins: [react(), lingui({ macroTransform: true }), runEarly()],
  build: {
    target: "es2022",
    assetsInlineLimit: 0, // the Content-Security-Policy allows no data: scripts or styles
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      // what the first view needs, in one piece: many small ones compress worse and travel slower
      input: { index: "index.html", early: "src/early.ts" },
      output: {
        codeSplitting: {
          groups: [
            { name: "early", test: isEarly, priority: 2 },
            { name: "first", tags: ["$initial"], priority: 1 },
            { name: "controls", test: /\/src\/ui\/(forms|Late|SortMenu)\.tsx?$/ },
          ],
        },
      },
    },
  },
  server: {
    proxy: {
      "/api": { target: server, ws: true },
      "/sign-in": server,
      "/sign-out": server,
    },
  },
  test: {
    environment: "jsdom",
    pool: "vmThreads", // jsdom is made once per worker
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["dev/setup.ts"],
    css: false,
  },
});
