import { z } from "zod";
import { notFound, unauthenticated } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { personOf } from "../kernel/person.ts";
import { Id } from "../kernel/shapes.ts";
import { sessionsRevoked } from "./events.ts";
import { SessionsEnded } from "./schemas.ts";
import { endSome, isSessionOf, lockPerson } from "./session-store.ts";

export const revokeSession = command({
  name: "sessions.revoke",
  summary: "Signs out one of the caller's devices. Its open streams end within a second. Idempotent.",
  scope: "any",
  audience: "screens",
  input: z.strictObject({ id: Id }),
  output: SessionsEnded,
  failures: [notFound],
  run: async (context, { id }) => {
    const userId = personOf(context.actor);
    if (!(await lockPerson(context.tx, userId))) throw unauthenticated();
    if (!(await isSessionOf(context.tx, userId, id))) throw notFound("session", id);
    const ended = await endSome(context, userId, [id]);
    if (ended > 0) context.emit(sessionsRevoked(userId, { count: ended }));
    return { ended };
  },
});
