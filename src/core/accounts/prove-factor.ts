import type { WriteContext } from "../kernel/operation.ts";
import type { Sealer } from "../kernel/sealing.ts";
import { factorsOf, spendRecoveryCode, spendStep } from "./factor-store.ts";
import { recoveryHash } from "./recovery-codes.ts";
import { totpStep } from "./totp.ts";

const DIGITS = /^\d{6}$/;

/**
 * Whether a code is one of the person's second factor, and what it was. It is spent by that: a code of an app counts once per step, a
 * recovery code once. The person's row is locked.
 */
export async function proveFactor(
  context: Pick<WriteContext, "tx" | "now"> & { readonly sealer: Sealer },
  userId: string,
  typed: string,
): Promise<"app" | "recovery" | undefined> {
  const { tx, now, sealer } = context;
  const code = typed.replace(/\s/g, "");
  if (!DIGITS.test(code))
    return (await spendRecoveryCode(context, userId, recoveryHash(code))) ? "recovery" : undefined;
  for (const { id, secret } of await factorsOf(tx, userId)) {
    const step = totpStep(sealer.open(secret), code, now);
    if (step !== undefined && (await spendStep(context, id, step))) return "app";
  }
  return undefined;
}
