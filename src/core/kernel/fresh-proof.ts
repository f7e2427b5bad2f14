import type { Actor } from "./actor.ts";
import { failure } from "./errors.ts";

/** For how long after a password or a code a person at a browser is believed to be the one who gave it. */
export const FRESH_PROOF_MS = 10 * 60_000;

export const proofNeeded = failure(
  "forbidden",
  "auth.proof_needed",
  () =>
    "Give your password, or a code of your second factor, and send this again: it was last given more than ten minutes ago.",
);

/** A browser may have been left open. Keys and tokens are held by programs, which nobody leaves: they are not asked. */
export function refuseStaleProof({ session }: Pick<Actor, "session">, now: Date): void {
  if (session !== undefined && now.getTime() - session.provedAt.getTime() >= FRESH_PROOF_MS) throw proofNeeded();
}
