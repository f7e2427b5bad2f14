import { z } from "zod";
import { command } from "../kernel/operation.ts";
import { Id } from "../kernel/shapes.ts";
import { shortened } from "../kernel/storable.ts";
import { settleDifference } from "./store.ts";

const LONGEST = 500;

export const noteFailure = command({
  name: "reconciliation.noteFailure",
  summary: "Records why the repair of a difference failed.",
  scope: "system",
  audience: "operator",
  input: z.strictObject({ id: Id, note: z.string(), by: z.string() }),
  output: z.object({ id: Id, noted: z.boolean() }),
  failures: [],
  run: async (context, { id, note, by }) => ({
    id,
    noted: await settleDifference(context, { id, state: "failed", note: shortened(note, LONGEST), by }),
  }),
});
