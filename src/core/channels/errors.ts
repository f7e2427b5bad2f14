import { failure, type Fault } from "../kernel/errors.ts";

export const codeTaken = failure("conflict", "channel.code_taken", (what: "channel" | "location", code: string) => ({
  message: `There is a ${what} called ${code} already.`,
  errors: [{ pointer: "/code", detail: `Another ${what} has this code.` }],
}));

export const unknownLocations = failure("invalid", "channel.unknown_locations", (errors: readonly Fault[]) => ({
  message: errors.length === 1 ? (errors[0]?.detail ?? "") : `${errors.length} locations are not known.`,
  errors,
}));
