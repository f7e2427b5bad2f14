import { createLoader, type inferParserType, parseAsString, parseAsStringLiteral } from "nuqs/server";
import type { Inputs, Outputs } from "#features/trpc/client.ts";

export type Queue = Outputs["jobs"]["listQueues"]["data"][number];
export type Job = Outputs["jobs"]["list"]["data"][number];
export type JobDetail = Outputs["jobs"]["get"];
export type JobState = Job["state"];

/** Typed out rather than imported: the schemas would bring their library into the first load. */
export const jobStates = [
  "parked",
  "failed",
  "retrying",
  "active",
  "waiting",
  "completed",
  "cancelled",
] as const satisfies readonly JobState[];

export const jobParams = { state: parseAsStringLiteral(jobStates) };
/** The job that is open. */
export const jobParam = parseAsString;
export const loadJobParams = createLoader(jobParams);

/** What the server is asked for; both sides of the first paint must ask for the same. */
export function jobListInput(
  queue: string,
  { state }: inferParserType<typeof jobParams>,
): Omit<Inputs["jobs"]["list"], "cursor"> {
  return { queue, limit: 50, ...(state ? { state } : {}) };
}

export const queueHref = (name: string, state?: JobState): string =>
  `/queues/${encodeURIComponent(name)}${state ? `?state=${state}` : ""}`;

/** Jobs come and go without events of their own: what is seen is read again this often. */
export const ASK_AGAIN_MS = 4000;
