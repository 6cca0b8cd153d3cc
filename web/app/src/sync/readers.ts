/** Who may read a conversation: only some, or the whole team. */
import { t } from "@lingui/core/macro";
import { api, part, type Problem } from "../api/client.ts";
import type { Row } from "../api/types.ts";
import { failed } from "./actions.ts";
import { through } from "./doors.ts";

/** Confidential for these people (and me), or with nobody named: for the whole team. */
export async function setReaders(id: string, users: string[]): Promise<boolean> {
  const said = users.length ? t`Only some can see it now.` : t`The whole team can see it now.`;
  try {
    const path = `/conversations/${part(id)}/readers`;
    await through(id, { said }, () => api.acting<Row>("PUT", path, { users }));
    return true;
  } catch (problem) {
    failed(problem as Problem, t`Nothing was changed.`);
    return false;
  }
}
