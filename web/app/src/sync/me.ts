/** Changing my own settings: shown at once, taken back when refused. */
import { t } from "@lingui/core/macro";
import { api, type Problem } from "../api/client.ts";
import type { Me } from "../api/types.ts";
import { failed } from "./actions.ts";
import { cache, cachedMe, keys } from "./cache.ts";

export async function changeMe(
  part: Partial<Pick<Me, "language" | "scheme" | "shortcuts" | "name" | "timezone" | "density">>,
): Promise<void> {
  const before = cachedMe();
  if (before) cache.setQueryData<Me>(keys.me, { ...before, ...part });
  try {
    await api.patch("/me", part);
  } catch (problem) {
    if (before) cache.setQueryData<Me>(keys.me, before);
    failed(problem as Problem, t`That did not work; all is as it was.`);
  }
}
