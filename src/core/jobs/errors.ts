import { failure } from "../kernel/errors.ts";

export const noQueue = failure("unavailable", "job.no_queue", () => ({
  message: "This process keeps no job queue.",
  retryAfterS: 30,
}));

export const notRetriable = failure("conflict", "job.not_retriable", (state: string) => ({
  message: `This job is ${state}; there is nothing to try again.`,
  details: { state },
}));

export const notCancellable = failure("conflict", "job.not_cancellable", (state: string) => ({
  message: `This job is ${state} and can no longer be cancelled.`,
  details: { state },
}));

export const notParked = failure("conflict", "job.not_parked", (state: string) => ({
  message: `This job is ${state}, not parked.`,
  details: { state },
}));

export const notScheduled = failure("conflict", "job.not_scheduled", (queue: string) => ({
  message: `${queue} has no schedule; its jobs are set off by events.`,
  details: { queue },
}));

export const alreadyDue = failure("conflict", "job.already_due", (queue: string) => ({
  message: `${queue} is about to run already.`,
  details: { queue },
}));

export const notOfOneMerchant = failure("forbidden", "job.global_schedule", (queue: string) => ({
  message: `${queue} works for all merchants at once; it runs by its schedule alone.`,
  details: { queue },
}));
