import { z } from "zod";
import { notFound } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { Id } from "../kernel/shapes.ts";
import { importEnded } from "./errors.ts";
import { importCancelled } from "./events.ts";
import { factsOf, viewOf } from "./record.ts";
import { ImportView } from "./schemas.ts";
import { lockImport, updateImport } from "./store.ts";

export const cancelImport = command({
  name: "imports.cancel",
  summary: "Cancels an import. What it has booked remains; importing the file again books the rest.",
  scope: "imports:write",
  audience: "public",
  input: z.strictObject({ id: Id }),
  output: ImportView,
  failures: [notFound, importEnded],
  examples: { output: { status: "cancelled" } },
  run: async (context, { id }) => {
    const record = await lockImport(context.tx, id);
    if (record === undefined) throw notFound("import", id);
    if (record.status !== "queued" && record.status !== "running") throw importEnded(record.status);
    await context.race("imports.cancel:read");
    const cancelled = { ...record, status: "cancelled" as const, leaseUntil: null, finishedAt: context.now };
    updateImport(context, cancelled);
    context.emit(importCancelled(id, factsOf(cancelled)));
    return viewOf(cancelled);
  },
});
