import { paramsLoader, type ValuesOf, textParam, choiceParam } from "#features/list/url-params.ts";
import type { Inputs, Outputs } from "#features/trpc/client.ts";

export type Queue = Outputs["jobs"]["listQueues"]["data"][number];
export type Job = Outputs["jobs"]["list"]["data"][number];
export type JobDetail = Outputs["jobs"]["get"];
export type JobState = Job["state"];

/** Duplicated rather than imported: the schemas would add their library to the initial bundle. */
export const jobStates = [
  "parked",
  "failed",
  "retrying",
  "active",
  "waiting",
  "completed",
  "cancelled",
] as const satisfies readonly JobState[];

export const jobParams = { state: choiceParam(jobStates) };
/** The open job. */
export const jobParam = textParam;
export const loadJobParams = paramsLoader(jobParams);

/** The query's input; server and browser must use the same, so that the prefetched result is reused. */
export function jobListInput(
  queue: string,
  { state }: ValuesOf<typeof jobParams>,
): Omit<Inputs["jobs"]["list"], "cursor"> {
  return { queue, limit: 50, ...(state ? { state } : {}) };
}

export const queueHref = (name: string, state?: JobState): string =>
  `/queues/${encodeURIComponent(name)}${state ? `?state=${state}` : ""}`;

/** Jobs emit no events of their own: the screen polls at this interval. */
export const ASK_AGAIN_MS = 4000;
