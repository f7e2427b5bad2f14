import { z } from "zod";
import { notFound } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { Id } from "../kernel/shapes.ts";
import { cannotRepair } from "../reconciliation/errors.ts";
import { repairDifference } from "../reconciliation/index.ts";
import { call } from "../runtime/compose.ts";
import { readStanding, type Standing } from "./stock-store.ts";

/** A shipment that commits after this reading changes the shelf, which the repair itself refuses. */
export const applyCount = command({
  name: "erp.applyCount",
  summary: "Books the ERP's count of one article, unless its figure may be older than ours.",
  scope: "system",
  audience: "operator",
  input: z.strictObject({ id: Id }),
  output: z.object({ id: Id, note: z.string().nullable() }),
  failures: repairDifference.failures,
  run: async (context, { id }) => {
    const standing = await readStanding(context.tx, id);
    if (standing === undefined) throw notFound("difference", id);
    await context.race("erp.applyCount:read");
    const why = objectionTo(standing);
    if (why !== undefined) throw cannotRepair(why);
    const { note } = await call(context, repairDifference, { id, direction: "here" });
    return { id, note };
  },
});

function objectionTo({ isLatest, moved, unposted }: Standing): string | undefined {
  if (!isLatest) return "This is not the comparison of the ERP's last list.";
  if (unposted) return "Units have left the shelf for orders whose invoice the ERP did not have when it was asked.";
  return moved ? "The shelf has moved since the ERP was asked." : undefined;
}
