import { failure } from "../kernel/errors.ts";

export const mappingSyntax = failure("invalid", "mapping.syntax", (message: string, position: number) => ({
  message: `The expression cannot be read at position ${position}: ${message}`,
  errors: [{ detail: message, position }],
  details: { position },
}));

export const mappingTimeout = failure("invalid", "mapping.timeout", (timeoutMs: number) => ({
  message: `The expression took longer than ${timeoutMs} ms and was stopped.`,
  details: { timeoutMs },
}));

export const mappingFailed = failure("invalid", "mapping.failed", (message: string) => ({
  message: `The expression failed: ${message}`,
}));

export const mappingTooLarge = failure("invalid", "mapping.too_large", (what: string) => ({
  message: `${what} is larger than a mapping may be.`,
}));

export const mappingBusy = failure("unavailable", "mapping.busy", () => ({
  message: "Too many mappings wait to be run. Try again.",
  retryAfterS: 1,
}));
