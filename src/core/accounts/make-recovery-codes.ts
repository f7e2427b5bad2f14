import { z } from "zod";
import { notFound, unauthenticated } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { personOf } from "../kernel/person.ts";
import { recoveryCodesMade } from "../users/events.ts";
import { readUser } from "../users/store.ts";
import { factorsOf, replaceRecoveryCodes } from "./factor-store.ts";
import { makeRecoveryCodes as makeCodes, recoveryHash } from "./recovery-codes.ts";
import { RecoveryCodes } from "./schemas.ts";
import { lockPerson } from "./session-store.ts";

export const makeRecoveryCodes = command({
  name: "factors.makeRecoveryCodes",
  summary: "Gives the caller ten new recovery codes, shown once. Those before are void.",
  scope: "any",
  audience: "screens",
  freshProof: true,
  input: z.strictObject({}),
  output: RecoveryCodes,
  failures: [notFound],
  examples: { output: { recoveryCodes: ["8f3k-2m9q-x7ta-4wnd"] } },
  secrets: ["recoveryCodes"],
  run: async (context) => {
    const { tx, actor, emit } = context;
    const userId = personOf(actor);
    if (!(await lockPerson(tx, userId))) throw unauthenticated();
    const [factors, user] = await Promise.all([factorsOf(tx, userId), readUser(tx, userId)]);
    if (user === undefined || factors.length === 0) throw notFound("second factor", userId);
    const recoveryCodes = makeCodes();
    await replaceRecoveryCodes(context, userId, recoveryCodes.map(recoveryHash));
    emit(recoveryCodesMade(userId, user));
    return { recoveryCodes };
  },
});
