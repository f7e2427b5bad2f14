import { z } from "zod";
import { notFound } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { beyondOwnScopes, refuseRightsBeyondOwn } from "../kernel/own-scopes.ts";
import { Id } from "../kernel/shapes.ts";
import { factorRemoved } from "../users/events.ts";
import { endSessions, readUser } from "../users/store.ts";
import { removeFactors } from "./factor-store.ts";
import { lockPerson } from "./session-store.ts";

export const removeFactorsOf = command({
  name: "users.removeFactors",
  summary:
    "Removes the second factors of a person who has lost theirs, and ends their sessions. They are told by mail.",
  scope: "users:write",
  audience: "screens",
  freshProof: true,
  input: z.strictObject({ id: Id }),
  output: z.object({ removed: z.int() }),
  failures: [notFound, beyondOwnScopes],
  run: async (context, { id }) => {
    const { tx, actor, emit } = context;
    const user = (await lockPerson(tx, id)) ? await readUser(tx, id) : undefined;
    if (user === undefined) throw notFound("user", id);
    refuseRightsBeyondOwn(actor, user.rights);
    const removed = await removeFactors(context, id);
    if (removed === 0) return { removed };
    endSessions(context, id);
    emit(factorRemoved(id, user));
    return { removed };
  },
});
