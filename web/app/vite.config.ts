/** How the web app is built, served while working on it, and tested. */
import { lingui } from "@lingui/vite-plugin";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const server = process.env["TRIPOST_SERVER"] ?? "http://127.0.0.1:8000";

export default defineConfig({
  plugins: [react(), lingui({ macroTransform: true })],
  build: {
    target: "es2022",
    assetsInlineLimit: 0, // the Content-Security-Policy allows no data: scripts or styles
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      // what the first view needs, in one piece: many small ones compress worse and travel slower
      output: { codeSplitting: { groups: [{ name: "first", tags: ["$initial"] }] } },
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
