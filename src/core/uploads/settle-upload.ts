import { z } from "zod";
import { notFound } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { Id } from "../kernel/shapes.ts";
import { type Refusal, refusals } from "./errors.ts";
import { uploadChecked } from "./events.ts";
import { factsOf, type UploadRecord, viewOf } from "./record.ts";
import { UploadView } from "./schemas.ts";
import { lockUpload, updateUpload } from "./store.ts";

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of that very table
const codes = Object.keys(refusals) as [Refusal, ...Refusal[]];

export const settleUpload = command({
  name: "uploads.settle",
  summary: "Records the result of a file's verification: ready or rejected.",
  scope: "system",
  audience: "operator",
  input: z.strictObject({
    id: Id,
    found: z.union([
      z.strictObject({ sha256: z.string() }).meta({ id: "UploadIntact" }),
      z.strictObject({ refusal: z.enum(codes) }).meta({ id: "UploadRefused" }),
    ]),
  }),
  output: UploadView,
  failures: [notFound],
  run: async (context, { id, found }) => {
    const record = await lockUpload(context.tx, id);
    if (record === undefined) throw notFound("upload", id);
    if (record.status !== "checking") return viewOf(record);
    const checked: UploadRecord =
      "refusal" in found
        ? { ...record, status: "refused", error: { code: found.refusal, detail: refusals[found.refusal] } }
        : { ...record, status: "ready", sha256: found.sha256 };
    updateUpload(context, checked);
    context.emit(uploadChecked(id, { ...factsOf(checked), error: checked.error }));
    return viewOf(checked);
  },
});
