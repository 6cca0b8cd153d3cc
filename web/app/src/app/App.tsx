/** Everything that surrounds the pages: theme, texts, server data, routes. */
import { I18nProvider } from "@lingui/react";
import { i18n } from "@lingui/core";
import { MantineProvider, localStorageColorSchemeManager } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { cache } from "../sync/cache.ts";
import { theme, tokens } from "../ui/theme.ts";
import { Tip } from "../ui/Tip.tsx";
import { Toasts } from "../ui/Toasts.tsx";
import { mark } from "./scheme.ts";
import { router } from "./routes.tsx";

const scheme = localStorageColorSchemeManager({ key: "scheme" });
mark(scheme.get("auto")); // before the first paint

export function App() {
  return (
    <I18nProvider i18n={i18n}>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={tokens}
        colorSchemeManager={scheme}
        defaultColorScheme="auto"
      >
        <QueryClientProvider client={cache}>
          <RouterProvider router={router} />
          <Toasts />
          <Tip />
        </QueryClientProvider>
      </MantineProvider>
    </I18nProvider>
  );
}
