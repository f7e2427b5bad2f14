import { isHubError } from "./errors.ts";
import type { Outcome } from "./operation.ts";

/** For one call of a batch: an error of the hub is its outcome, and any other fails the batch. */
export function outcomeOf<T>(decide: () => T): Outcome<T> {
  try {
    return { ok: decide() };
  } catch (error) {
    if (isHubError(error)) return { refused: error };
    throw error;
  }
}
