import { failure } from "../kernel/errors.ts";

export const uploadNotReady = failure("conflict", "upload.not_ready", (status: string) => ({
  message: `This upload cannot be used: it is ${status}.`,
  details: { status },
  ...(status === "checking" ? { retryAfterS: 1 } : {}),
}));

export const otherPurpose = failure("invalid", "upload.other_purpose", (purpose: string) => ({
  message: `This file was sent for another purpose: ${purpose}.`,
  errors: [{ pointer: "/uploadId", detail: `This file was sent for another purpose: ${purpose}.` }],
}));

/** The result of an upload that differs from its announcement. */
export const refusals = {
  "upload.missing": "No file was sent to the address that we gave.",
  "upload.wrong_size": "The file has another size than was announced.",
  "upload.wrong_hash": "The file has another SHA-256 than was announced.",
  "upload.wrong_type": "What the file holds is not what its content type says.",
} as const;
export type Refusal = keyof typeof refusals;
