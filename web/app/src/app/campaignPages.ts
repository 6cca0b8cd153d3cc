/** The pages of what is composed for a list and of what became of it; loaded when first opened. */
import type { Page } from "./page.ts";

const words = ["lists", "campaigns"] as const; // the frame speaks the first

export const campaignPages: Page[] = [
  {
    path: "/lists/$address/campaigns",
    load: () => import("../features/lists/campaigns/CampaignsPage.tsx"),
    words,
  },
  {
    path: "/lists/$address/campaigns/$campaign",
    load: () => import("../features/lists/editor/EditorPage.tsx"),
    words,
  },
  {
    path: "/lists/$address/reports",
    load: () => import("../features/lists/report/ReportsPage.tsx"),
    words,
  },
  {
    path: "/lists/$address/reports/$mailing",
    load: () => import("../features/lists/report/ReportPage.tsx"),
    words,
  },
  {
    path: "/lists/$address/held",
    load: () => import("../features/lists/moderation/ModerationPage.tsx"),
    words,
  },
  {
    path: "/lists/$address/archive",
    load: () => import("../features/lists/archive/ArchivePage.tsx"),
    words,
  },
];
