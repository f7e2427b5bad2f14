import { failure } from "#core/kernel/errors.ts";

export const malformed = failure("invalid", "soap.malformed", (detail: string) => detail);

export const notUnderstood = failure("invalid", "soap.not_understood", (namespace: string, name: string) => ({
  message: "A header must be understood, and is not.",
  errors: [{ detail: `The header ${name.slice(0, 80)} is not known here.` }],
  details: { namespace: namespace.slice(0, 200), name: name.slice(0, 80) },
}));

export const versionMismatch = failure(
  "invalid",
  "soap.version_mismatch",
  (mediaType: string, version: string) => `${mediaType} carries an envelope of SOAP ${version}.`,
);
