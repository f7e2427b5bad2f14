import { z } from "zod";
import { unauthenticated } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { personOf } from "../kernel/person.ts";
import { throttled } from "../throttle/errors.ts";
import { ownProofCounter } from "../throttle/limits.ts";
import { countAttempt, forgiveAttempt } from "../throttle/tries.ts";
import { wrongPassword } from "../users/errors.ts";
import { isPassword } from "../users/password.ts";
import { readUser } from "../users/store.ts";
import { wrongCode } from "./errors.ts";
import { proveFactor } from "./prove-factor.ts";
import { Code } from "./schemas.ts";
import { lockPerson, noteProof } from "./session-store.ts";

const given = z.union([
  z.strictObject({ password: z.string().max(200) }).meta({ id: "PasswordProof" }),
  z.strictObject({ code: Code }).meta({ id: "CodeProof" }),
]);

export const proveSelf = command({
  name: "sessions.prove",
  summary: "Proves again who is at the browser, for ten minutes of what asks for that.",
  scope: "any",
  audience: "screens",
  input: z.strictObject({ given }),
  output: z.object({ proved: z.boolean() }),
  failures: [wrongPassword, wrongCode, throttled],
  secrets: ["given"],
  attempt: async (context, input) => {
    const { tx, now, actor } = context;
    const userId = personOf(actor);
    if (actor.session === undefined || !(await lockPerson(tx, userId))) throw unauthenticated();
    const counters = [ownProofCounter(userId)];
    const crowd = await countAttempt(tx.sql, counters, now);
    if (crowd !== undefined) return { refused: throttled(crowd.retryAfterS) };
    if ("password" in input.given) {
      const user = await readUser(tx, userId);
      if (!(await isPassword(user?.passwordHash, input.given.password))) return { refused: wrongPassword() };
    } else if ((await proveFactor(context, userId, input.given.code)) === undefined) return { refused: wrongCode() };
    await forgiveAttempt(tx.sql, counters, now);
    await noteProof(context, userId, actor.session.id);
    return { ok: { proved: true } };
  },
});
