/** Mantine wears our tokens: every colour it uses is one of tokens.css. */
import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from "@mantine/core";

const berry: MantineColorsTuple = [
  "#fdf0f5",
  "#f8dbe7",
  "#ebb1c9",
  "#de86ab",
  "#cc5c8e",
  "#b53a7a",
  "#a72b6f",
  "#9c2566",
  "#881957",
  "#6f1246",
];

export const theme = createTheme({
  colors: { berry },
  primaryColor: "berry",
  primaryShade: { light: 7, dark: 5 },
  fontFamily: "var(--font)",
  fontSizes: { xs: "12px", sm: "13px", md: "14px", lg: "16px", xl: "20px" },
  defaultRadius: "7px",
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    Menu: {
      defaultProps: {
        radius: 10,
        shadow: "none",
        transitionProps: { duration: 120 },
        withInitialFocusPlaceholder: false, // a menu may hold nothing but its items (ARIA 1.2)
      },
    },
    Popover: { defaultProps: { radius: 10, shadow: "none", transitionProps: { duration: 120 } } },
    Modal: { defaultProps: { radius: 14, centered: true, transitionProps: { duration: 120 } } },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: false } },
  },
});

const variables = {
  "--mantine-color-body": "var(--surface)",
  "--mantine-color-text": "var(--text)",
  "--mantine-color-dimmed": "var(--text-3)",
  "--mantine-color-placeholder": "var(--text-3)",
  "--mantine-color-default": "var(--surface)",
  "--mantine-color-default-hover": "var(--hover)",
  "--mantine-color-default-color": "var(--text)",
  "--mantine-color-default-border": "var(--line-control)",
  "--mantine-color-error": "var(--danger)",
  "--mantine-color-anchor": "var(--brand-text)",
  "--mantine-primary-color-filled": "var(--brand)",
  "--mantine-primary-color-filled-hover": "var(--brand-hover)",
  "--mantine-primary-color-light-color": "var(--brand-text)",
};

/** Its greys are cool in light and brown in dark: ours take their place, from ground to text. */
const greys = (name: "gray" | "dark", from: readonly string[]) =>
  Object.fromEntries(
    from.map((ours, n) => [`--mantine-color-${name}-${String(n)}`, `var(--${ours})`]),
  );

const LIGHT = "hover sunken sunken line-strong line-control text-3 text-3 text-2 text text".split(
  " ",
);
const DARK =
  "text text-2 text-3 line-control line-strong sunken surface surface sunken bg-list".split(" ");

export const tokens: CSSVariablesResolver = () => ({
  variables: {},
  light: { ...variables, ...greys("gray", LIGHT) },
  dark: { ...variables, ...greys("dark", DARK) },
});
