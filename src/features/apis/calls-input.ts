import type { Api } from "./apis.ts";

export type CallsShown = "all" | "failed";

export const callsInput = ({ transport }: Api, shown: CallsShown) => ({
  transport,
  limit: 20,
  ...(shown === "failed" ? { failed: true } : {}),
});

/** Enough levels to find an article that is in stock. */
export const levelsInput = { limit: 50 };
