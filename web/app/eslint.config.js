/** Lint rules of the web app; every exception has its reason on the line. */
import js from "@eslint/js";
import hooks from "eslint-plugin-react-hooks";
import ts from "typescript-eslint";

export default ts.config(
  { ignores: ["dist", "node_modules", "src/api/schema.d.ts"] },
  js.configs.recommended,
  ...ts.configs.strict,
  { ...hooks.configs.flat.recommended, files: ["src/**/*.{ts,tsx}"] },
  {
    files: ["**/*.mjs", "**/*.cjs", "*.js"],
    languageOptions: {
      globals: {
        process: "readonly",
        console: "readonly",
        Buffer: "readonly",
        URL: "readonly",
        module: "writable",
        setTimeout: "readonly",
      },
    },
  },
  {
    files: ["src/**/*.{ts,tsx}"],
    rules: {
      "max-lines": ["error", { max: 400, skipBlankLines: true }],
      "no-console": "error",
      "react-hooks/refs": "off", // the latest callback in a ref is meant: see lib/useLatest.ts
      "react-hooks/set-state-in-effect": "off", // state that follows the address bar or a draft of the server
      "react-hooks/incompatible-library": "off", // TanStack Virtual; the React compiler is not used
    },
  },
);
