import { z } from "zod";
import { eventType } from "../kernel/event.ts";
import { UploadPurpose, UploadStatus } from "./schemas.ts";

const UploadFacts = z.object({
  uploadId: z.string(),
  purpose: UploadPurpose,
  fileName: z.string(),
  status: UploadStatus,
});

/** A worker checks the file on this event. */
export const uploadArrived = eventType({
  type: "upload.arrived",
  description: "An upload was finalised and awaits verification.",
  subjectType: "upload",
  data: UploadFacts,
});

export const uploadChecked = eventType({
  type: "upload.checked",
  description: "An uploaded file was verified or rejected.",
  subjectType: "upload",
  data: UploadFacts.extend({ error: z.object({ code: z.string(), detail: z.string() }).nullable() }),
});
