import { z } from "zod";
import { eventType } from "../kernel/event.ts";
import { UploadPurpose, UploadStatus } from "./schemas.ts";

const UploadFacts = z.object({
  uploadId: z.string(),
  purpose: UploadPurpose,
  fileName: z.string(),
  status: UploadStatus,
});

/** A worker checks the file when it sees this. */
export const uploadArrived = eventType({
  type: "upload.arrived",
  description: "A file was sent and is to be checked.",
  subjectType: "upload",
  data: UploadFacts,
});

export const uploadChecked = eventType({
  type: "upload.checked",
  description: "A file is what it was announced to be, or was refused.",
  subjectType: "upload",
  data: UploadFacts.extend({ error: z.object({ code: z.string(), detail: z.string() }).nullable() }),
});
