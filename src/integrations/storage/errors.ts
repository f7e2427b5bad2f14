import { failure } from "#core/kernel/errors.ts";

export const fileTooLarge = failure(
  "invalid",
  "file.too_large",
  (maxBytes: number) => `A file may have ${maxBytes} bytes at most.`,
);

export const fileTooSmall = failure(
  "invalid",
  "file.too_small",
  (minBytes: number) => `This file was announced with ${minBytes} bytes and has fewer.`,
);

export const wrongSignature = failure(
  "forbidden",
  "file.wrong_signature",
  () => "This signature is not one of ours, or belongs to something else.",
);

export const signatureExpired = failure(
  "forbidden",
  "file.signature_expired",
  () => "The time of this signature is over. Ask for another one.",
);
