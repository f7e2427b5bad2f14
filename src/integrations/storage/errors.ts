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
  () => "This signature is not valid for this request.",
);

export const signatureExpired = failure(
  "forbidden",
  "file.signature_expired",
  () => "This signature has expired. Request a new one.",
);
