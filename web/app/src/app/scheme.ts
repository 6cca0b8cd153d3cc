/** Light or dark: the person's wish, else the device's. Sets what tokens.css and Mantine look at. */
import { useEffect } from "react";
import { useMantineColorScheme } from "@mantine/core";
import type { Scheme } from "../api/types.ts";

export function useScheme(wish: Scheme | undefined): void {
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => {
    if (!wish) return;
    setColorScheme(wish);
    mark(wish);
  }, [wish, setColorScheme]);
}

/** tokens.css follows the device when nothing is marked. */
export function mark(wish: Scheme): void {
  if (wish === "auto") delete document.documentElement.dataset["scheme"];
  else document.documentElement.dataset["scheme"] = wish;
}
