import { notFound } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { deskOf } from "./at-desk.ts";
import { lockDesks, writeDesks } from "./desk-store.ts";
import { takenOver } from "./errors.ts";
import { putBack } from "./put-back.ts";
import { PackingSessionView, SessionTarget } from "./schemas.ts";
import { viewOf } from "./session-view.ts";

export const closeStation = command({
  name: "packing.close",
  summary: "Closes a station; the order that it packs goes back to the queue.",
  scope: "orders:write",
  audience: "public",
  input: SessionTarget,
  output: PackingSessionView,
  failures: [notFound, takenOver],
  examples: { output: { order: null, notice: null } },
  async run(context, { sessionId }) {
    const { tx, now, actor } = context;
    const desk = deskOf(await lockDesks(tx, [{ sessionId, clientId: "" }]), sessionId);
    if (desk.session.closedAt !== null) return viewOf(desk);
    desk.refuseStrangers(actor);
    await putBack(context, desk, "The station was closed.");
    desk.session.closedAt = now.toISOString();
    writeDesks(context, [desk]);
    return viewOf(desk);
  },
});
