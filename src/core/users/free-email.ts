import type { Tx } from "../kernel/tx.ts";
import { emailTaken, emailUnavailable } from "./errors.ts";
import { emailOwner } from "./store.ts";

/** Rejects an email in use. For a user of another tenant the error reveals nothing, not even that they exist. */
export async function refuseTakenEmail(tx: Tx, email: string, userId?: string): Promise<void> {
  const owner = await emailOwner(tx, email);
  if (owner === undefined || owner.id === userId) return;
  throw owner.isOurs ? emailTaken(email) : emailUnavailable();
}
