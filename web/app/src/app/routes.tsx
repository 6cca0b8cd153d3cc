/** The one table of pages. Pages that are not mail are loaded when first opened. */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";
import { Shell } from "./Shell.tsx";
import { withWords } from "./language.ts";
import { campaignPages } from "./campaignPages.ts";
import { listPages } from "./listPages.ts";
import { MailPage } from "./MailPage.tsx";
import type { Page } from "./page.ts";
import { Lost } from "./Lost.tsx";

/** They speak of administration, so these words come with them.
 * Path parameters are read with `useParams({ strict: false })`. */
const pages: Page[] = [
  { path: "/new-address", load: () => import("./NewAddress.tsx"), bare: true },
  { path: "/addresses/$id", load: () => import("./AddressGeneral.tsx") },
  { path: "/addresses/$id/people", load: () => import("../features/admin/GrantsPage.tsx") },
  { path: "/addresses/$id/members", load: () => import("./AddressMembers.tsx") },
  { path: "/addresses/$id/mode", load: () => import("../features/admin/ModePage.tsx") },
  { path: "/admin", load: () => import("../features/admin/AddressesPage.tsx") },
  { path: "/admin/domains", load: () => import("../features/admin/DomainsPage.tsx") },
  { path: "/admin/people", load: () => import("../features/admin/PeoplePage.tsx") },
  { path: "/admin/intake", load: () => import("../features/admin/IntakePage.tsx") },
  { path: "/admin/teams", load: () => import("../features/admin/TeamsPage.tsx") },
  { path: "/admin/statuses", load: () => import("../features/admin/StatusesPage.tsx") },
  { path: "/admin/replies", load: () => import("../features/admin/RepliesPage.tsx") },
  { path: "/admin/audit", load: () => import("../features/admin/AuditPage.tsx") },
  { path: "/admin/glass", load: () => import("../features/admin/GlassPage.tsx") },
  { path: "/saved-replies", load: () => import("../features/admin/OwnRepliesPage.tsx") },
  { path: "/tokens", load: () => import("../features/admin/TokensPage.tsx") },
  { path: "/views", load: () => import("../features/views/ViewsPage.tsx") },
  { path: "/admin/outbox", load: () => import("../features/admin/OutboxPage.tsx") },
  { path: "/admin/suppressions", load: () => import("../features/admin/SuppressionsPage.tsx") },
  ...listPages,
  ...campaignPages,
];

const root = createRootRoute({ notFoundComponent: Lost });
const shell = createRoute({ getParentRoute: () => root, id: "shell", component: Shell });

const mail = [
  createRoute({
    getParentRoute: () => shell,
    path: "/",
    beforeLoad: () => {
      throw redirect({ to: "/mail/$box/$view/{-$id}", params: { box: "all", view: "mine" } });
    },
  }),
  createRoute({
    getParentRoute: () => shell,
    path: "/mail/$box/$view/{-$id}",
    component: MailPage,
  }),
  createRoute({
    getParentRoute: () => shell,
    path: "/search/{-$id}",
    component: lazyRouteComponent(
      () => withWords(() => import("./SearchPage.tsx"), "managing"),
      "SearchPage",
    ),
    validateSearch: (search: Record<string, unknown>) => ({ q: String(search["q"] ?? "") }),
  }),
];

const later = pages.map(({ path, load, words = [], bare }) =>
  createRoute({
    getParentRoute: () => (bare ? root : shell),
    path,
    component: lazyRouteComponent(() => withWords(load, "managing", ...words)),
  }),
);
const bare = later.filter((_, n) => pages[n]?.bare);
const framed = later.filter((_, n) => !pages[n]?.bare);

export const router = createRouter({
  routeTree: root.addChildren([shell.addChildren([...mail, ...framed]), ...bare]),
  defaultPreload: "intent",
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
