import { randomUUID } from "node:crypto";
import { z } from "zod";
import { command } from "../kernel/operation.ts";
import { Id } from "../kernel/shapes.ts";
import { throttled } from "../throttle/errors.ts";
import { factorCounters } from "../throttle/limits.ts";
import { countAttempt, forgiveAttempt } from "../throttle/tries.ts";
import { recoveryCodeUsed } from "../users/events.ts";
import { readUser } from "../users/store.ts";
import { signInOver, wrongCode } from "./errors.ts";
import { lockPending, replaceSession } from "./factor-store.ts";
import { proveFactor } from "./prove-factor.ts";
import { SESSION_LONGEST_MS } from "./rules.ts";
import { lockPerson } from "./session-store.ts";

/** The session that knew the password only ends; the one in its place has an id that nobody could know before. */
export const promoteSession = command({
  name: "sessions.promote",
  summary: "Begins the session of who has given their password, by their second factor.",
  scope: "system",
  audience: "operator",
  input: z.strictObject({
    id: Id,
    userId: Id,
    code: z.string().max(60).describe("Empty when the factor was proved by adding it."),
    address: z.string().optional(),
  }),
  output: z.object({ id: Id }),
  failures: [signInOver, wrongCode, throttled],
  secrets: ["code"],
  attempt: async (context, { id, userId, code, address }) => {
    const { tx, now, emit } = context;
    if (!(await lockPerson(tx, userId))) throw signInOver();
    const pending = await lockPending(tx, id, now);
    if (pending === undefined || pending.userId !== userId || pending.awaits === "enrolment") throw signInOver();
    if (pending.awaits === "code") {
      const counters = factorCounters(userId, address);
      const crowd = await countAttempt(tx.sql, counters, now);
      if (crowd !== undefined) return { refused: throttled(crowd.retryAfterS) };
      const by = await proveFactor(context, userId, code);
      if (by === undefined) return { refused: wrongCode() };
      await forgiveAttempt(tx.sql, counters, now);
      const user = by === "recovery" ? await readUser(tx, userId) : undefined;
      if (user !== undefined) emit(recoveryCodeUsed(userId, user));
    }
    const to = randomUUID();
    await replaceSession(context, { from: id, to, pending, expiresAt: new Date(now.getTime() + SESSION_LONGEST_MS) });
    return { ok: { id: to } };
  },
});
