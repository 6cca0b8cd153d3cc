/** What was typed while a dialog was still on its way; its field takes it up. */
import { makeStore } from "./store.ts";

export const typedAhead = makeStore("");
