/** The way in: language, scheme, then the app. */
import "@fontsource-variable/inter";
import "@mantine/core/styles.css";
import "./ui/tokens.css";
import "./ui/base.css";
import "./ui/mantine.css";
import { createRoot } from "react-dom/client";
import { App } from "./app/App.tsx";
import { speak } from "./app/language.ts";
import { remembered } from "./app/words.ts";

const root = document.getElementById("root");
void speak(remembered()).then(() => {
  if (root) createRoot(root).render(<App />);
});
