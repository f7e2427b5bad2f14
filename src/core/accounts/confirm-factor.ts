import { z } from "zod";
import { notFound, unauthenticated } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { personOf } from "../kernel/person.ts";
import { Id } from "../kernel/shapes.ts";
import { endGrantsFor } from "../oauth/store.ts";
import { throttled } from "../throttle/errors.ts";
import { factorCounters } from "../throttle/limits.ts";
import { countAttempt, forgiveAttempt } from "../throttle/tries.ts";
import { factorAdded } from "../users/events.ts";
import { readUser } from "../users/store.ts";
import { wrongCode } from "./errors.ts";
import {
  awaitPromotion,
  confirmFactor as writeConfirmed,
  lockFactor,
  recoveryCodesLeft,
  replaceRecoveryCodes,
  spendStep,
} from "./factor-store.ts";
import { makeRecoveryCodes, recoveryHash } from "./recovery-codes.ts";
import { Code, RecoveryCodes } from "./schemas.ts";
import { lockPerson } from "./session-store.ts";
import { totpStep } from "./totp.ts";

/** Tokens that programs got by the password alone end: they would walk around the second factor. */
export const confirmFactor = command({
  name: "factors.confirm",
  summary: "Puts a second factor in force by a code of it. With the first one come ten recovery codes, shown once.",
  scope: "any",
  audience: "screens",
  freshProof: true,
  input: z.strictObject({ id: Id, code: Code }),
  output: RecoveryCodes,
  failures: [notFound, wrongCode, throttled],
  examples: { output: { recoveryCodes: ["8f3k-2m9q-x7ta-4wnd"] } },
  secrets: ["code", "recoveryCodes"],
  attempt: async (context, { id, code }) => {
    const { tx, now, actor, sealer, emit } = context;
    const userId = personOf(actor);
    if (!(await lockPerson(tx, userId))) throw unauthenticated();
    const [factor, user] = await Promise.all([lockFactor(tx, userId, id), readUser(tx, userId)]);
    if (factor === undefined || factor.confirmedAt !== null || user === undefined) throw notFound("second factor", id);
    const counters = factorCounters(userId, undefined);
    const crowd = await countAttempt(tx.sql, counters, now);
    if (crowd !== undefined) return { refused: throttled(crowd.retryAfterS) };
    const step = totpStep(sealer.open(factor.secret), code.replace(/\s/g, ""), now);
    if (step === undefined || !(await spendStep(context, id, step))) return { refused: wrongCode() };
    await forgiveAttempt(tx.sql, counters, now);
    await writeConfirmed(context, id);
    endGrantsFor(context, userId);
    if (actor.session !== undefined) await awaitPromotion(context, userId, actor.session.id);
    emit(factorAdded(userId, user));
    if ((await recoveryCodesLeft(tx, userId)) > 0) return { ok: { recoveryCodes: null } };
    const recoveryCodes = makeRecoveryCodes();
    await replaceRecoveryCodes(context, userId, recoveryCodes.map(recoveryHash));
    return { ok: { recoveryCodes } };
  },
});
