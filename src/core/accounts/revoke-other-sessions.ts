import { z } from "zod";
import { unauthenticated } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { personOf } from "../kernel/person.ts";
import { sessionsRevoked } from "./events.ts";
import { SessionsEnded } from "./schemas.ts";
import { endSome, lockPerson, openSessions } from "./session-store.ts";

export const revokeOtherSessions = command({
  name: "sessions.revokeOthers",
  summary: "Signs out all of the caller's devices but the one that asks.",
  scope: "any",
  audience: "screens",
  input: z.strictObject({}),
  output: SessionsEnded,
  failures: [],
  run: async (context) => {
    const { tx, now, actor } = context;
    const userId = personOf(actor);
    if (!(await lockPerson(tx, userId))) throw unauthenticated();
    const others = (await openSessions(tx, userId, now)).filter(({ id }) => id !== actor.session?.id);
    const ids = others.map(({ id }) => id);
    const ended = ids.length === 0 ? 0 : await endSome(context, userId, ids);
    if (ended > 0) context.emit(sessionsRevoked(userId, { count: ended }));
    return { ended };
  },
});
