import { notFound } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { deskOf } from "./at-desk.ts";
import { lockDesks, writeDesks } from "./desk-store.ts";
import { putBack } from "./put-back.ts";
import { PackingSessionView, SessionTarget } from "./schemas.ts";
import { viewOf } from "./session-view.ts";

/** A station without a command for this long is closed, and its order goes back to the queue. */
export const IDLE_MS = 4 * 3_600_000;

export const expireStation = command({
  name: "packing.expire",
  summary: "Closes a station that was left.",
  scope: "system",
  audience: "operator",
  input: SessionTarget,
  output: PackingSessionView,
  failures: [notFound],
  async run(context, { sessionId }) {
    const { tx, now } = context;
    const desk = deskOf(await lockDesks(tx, [{ sessionId, clientId: "" }]), sessionId);
    const { closedAt, seenAt } = desk.session;
    if (closedAt !== null || Date.parse(seenAt) > now.getTime() - IDLE_MS) return viewOf(desk);
    await putBack(context, desk, "The station was left.");
    desk.session.closedAt = now.toISOString();
    writeDesks(context, [desk]);
    return viewOf(desk);
  },
});
