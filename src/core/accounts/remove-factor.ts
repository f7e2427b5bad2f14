import { z } from "zod";
import { notFound, unauthenticated } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { personOf } from "../kernel/person.ts";
import { Id } from "../kernel/shapes.ts";
import { factorRemoved } from "../users/events.ts";
import { readUser } from "../users/store.ts";
import { factorNeeded } from "./errors.ts";
import { factorsOf, isFactorRequired, removeFactors } from "./factor-store.ts";
import { lockPerson } from "./session-store.ts";

export const removeFactor = command({
  name: "factors.remove",
  summary: "Removes one of the caller's own second factors; with the last, their recovery codes.",
  scope: "any",
  audience: "screens",
  freshProof: true,
  input: z.strictObject({ id: Id }),
  output: z.object({ left: z.int() }),
  failures: [notFound, factorNeeded],
  run: async (context, { id }) => {
    const { tx, actor, emit } = context;
    const userId = personOf(actor);
    if (!(await lockPerson(tx, userId))) throw unauthenticated();
    const [factors, required, user] = await Promise.all([
      factorsOf(tx, userId),
      isFactorRequired(tx),
      readUser(tx, userId),
    ]);
    if (user === undefined || !factors.some((factor) => factor.id === id)) throw notFound("second factor", id);
    if (required && factors.length === 1) throw factorNeeded();
    await removeFactors(context, userId, id);
    emit(factorRemoved(userId, user));
    return { left: factors.length - 1 };
  },
});
