import { failure } from "../kernel/errors.ts";

export const mappingSyntax = failure("invalid", "mapping.syntax", (message: string, position: number) => ({
  message: `The expression cannot be read at position ${position}: ${message}`,
  errors: [{ detail: message, position }],
  details: { position },
}));

export const mappingTimeout = failure("invalid", "mapping.timeout", (cpuMs: number) => ({
  message: `The expression used more than ${cpuMs} ms of CPU time and was stopped.`,
  details: { cpuMs },
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

export const mappingStarved = failure("unavailable", "mapping.starved", () => ({
  message: "The machine was too busy to run the expression. Try again.",
  retryAfterS: 5,
}));

export const mappingQuota = failure("limited", "mapping.quota", (retryAfterS: number) => ({
  message: "Mappings and transforms are being tried faster than may be. Try again.",
  retryAfterS,
}));

/** Not the expression's fault: it may be retried. */
export const passing = [mappingBusy, mappingStarved, mappingQuota] as const;
