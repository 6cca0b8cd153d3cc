/** The frame of all pages: sidebar or bottom bar, what floats, keys, the live stream. */
import { useEffect, useLayoutEffect } from "react";
import { Outlet, useNavigate, useRouter } from "@tanstack/react-router";
import { listen } from "../commands/keys.ts";
import { updateScene } from "../commands/scene.ts";
import { keepFor } from "../sync/keeping.ts";
import { live } from "../sync/live.ts";
import { useAddresses, useMe } from "../sync/queries.ts";
import { inCalm } from "../lib/calm.ts";
import { tick } from "../lib/useNow.ts";
import { setZone } from "../lib/zone.ts";
import { usePhone } from "../lib/usePhone.ts";
import { Sidebar } from "../features/sidebar/Sidebar.tsx";
import { BottomBar } from "../features/sidebar/BottomBar.tsx";
import { Offline } from "../features/sidebar/Offline.tsx";
import { Overlays } from "./Overlays.tsx";
import { learn, speak } from "./language.ts";
import { SavedViews } from "./SavedViews.tsx";
import { useScheme } from "./scheme.ts";
import css from "./Shell.module.css";

export function Shell() {
  const me = useMe().data;
  const addresses = useAddresses().data?.items;
  const phone = usePhone();
  const router = useRouter();
  const navigate = useNavigate();
  useScheme(me?.scheme);
  useEffect(() => void (me && speak(me.language)), [me]);
  const zone = me?.timezone;
  useLayoutEffect(() => {
    if (zone !== undefined && setZone(zone)) tick();
  }, [zone]);
  const who = me?.address;
  useEffect(() => void (who && keepFor(who)), [who]);
  useEffect(() => updateScene({ me: me ?? null, addresses: addresses ?? [] }), [me, addresses]);
  useEffect(() => updateScene({ go: (path) => router.history.push(path) }), [router, navigate]);
  useEffect(listen, []);
  useEffect(() => void inCalm(() => learn("managing")), []); // for palette and settings
  const known = me !== undefined;
  useEffect(() => (known ? live() : undefined), [known]);
  return (
    <div className={css.shell}>
      {!phone && <Sidebar saved={<SavedViews />} />}
      <main className={css.main}>
        <Offline />
        <Outlet />
      </main>
      {phone && <BottomBar />}
      <Overlays />
    </div>
  );
}
