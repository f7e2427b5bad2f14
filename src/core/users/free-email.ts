import type { Tx } from "../kernel/tx.ts";
import { emailTaken, emailUnavailable } from "./errors.ts";
import { emailOwner } from "./store.ts";

/** Refuses an email that somebody else has. Of people who work elsewhere nothing is said, not even that they do. */
export async function refuseTakenEmail(tx: Tx, email: string, userId?: string): Promise<void> {
  const owner = await emailOwner(tx, email);
  if (owner === undefined || owner.id === userId) return;
  throw owner.isOurs ? emailTaken(email) : emailUnavailable();
}
