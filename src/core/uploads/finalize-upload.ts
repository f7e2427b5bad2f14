import { z } from "zod";
import { notFound } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { Id } from "../kernel/shapes.ts";
import { refuseUnheld } from "./access.ts";
import { uploadArrived } from "./events.ts";
import { factsOf, type UploadRecord, viewOf } from "./record.ts";
import { UploadView } from "./schemas.ts";
import { lockUpload, updateUpload } from "./store.ts";

export const finalizeUpload = command({
  name: "uploads.finalize",
  summary: "Finalises an upload. A worker verifies size, SHA-256 and content before the file can be used.",
  scope: "any",
  audience: "public",
  input: z.strictObject({ id: Id }),
  output: UploadView,
  failures: [notFound],
  run: async (context, { id }) => {
    const record = await lockUpload(context.tx, id);
    if (record === undefined) throw notFound("upload", id);
    refuseUnheld(context.actor, record.purpose);
    await context.race("uploads.finalize:read");
    if (record.status !== "pending") return viewOf(record);
    const arrived: UploadRecord = { ...record, status: "checking", finalizedAt: context.now };
    updateUpload(context, arrived);
    context.emit(uploadArrived(id, factsOf(arrived)));
    return viewOf(arrived);
  },
});
