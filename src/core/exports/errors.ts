import { failure } from "../kernel/errors.ts";

export const exportEnded = failure("conflict", "export.ended", (status: string) => ({
  message: `This export is ${status}; start a new one for another try.`,
  details: { status },
}));

export const exportTaken = failure("conflict", "export.taken", () => ({
  message: "Another process is writing this export.",
  retryAfterS: 30,
}));

/** Fencing: a runner that lost its lease cannot finish the export. */
export const exportLeaseLost = failure(
  "conflict",
  "export.lease_lost",
  () => "This export was cancelled or is written by another process now.",
);

export const exportNotReady = failure("conflict", "export.not_ready", (status: string) => ({
  message: `This export has no file: it is ${status}.`,
  details: { status },
  ...(status === "queued" || status === "running" ? { retryAfterS: 1 } : {}),
}));

export const noFiles = failure("unavailable", "file.no_store", () => "This process keeps no files.");
