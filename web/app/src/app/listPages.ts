/** The pages of a list, `/lists/$address/…`; each is loaded when first opened. */
import type { Page } from "./page.ts";

const words = ["lists"] as const;

export const listPages: Page[] = [
  {
    path: "/lists/$address/subscribers",
    load: () => import("../features/lists/subscribers/SubscribersPage.tsx"),
    words,
  },
  {
    path: "/lists/$address/import",
    load: () => import("../features/lists/importing/ImportPage.tsx"),
    words,
  },
  {
    path: "/lists/$address/segments",
    load: () => import("../features/lists/segments/SegmentsPage.tsx"),
    words,
  },
  {
    path: "/lists/$address/settings",
    load: () => import("../features/lists/settings/ListSettingsPage.tsx"),
    words,
  },
];
