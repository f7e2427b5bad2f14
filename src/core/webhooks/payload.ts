import { type CloudEvent, cloudEventOf } from "../events/cloud-event.ts";
import { isHubError } from "../kernel/errors.ts";
import { evaluate } from "../mapping/index.ts";
import type { Use } from "../mapping/pool.ts";
import type { StoredEvent } from "./event-store.ts";
import type { EndpointRecord } from "./record.ts";
import { datarefOf } from "./rules.ts";

export const USER_AGENT = "Crossdock-Webhooks/2";
/** The same for every delivery; what signs it is made anew for each attempt. */
export const CONTENT_HEADERS = { "content-type": "application/json", "user-agent": USER_AGENT } as const;

export type Shape = Pick<EndpointRecord, "payload" | "transform">;

/** What an endpoint is told of an event. A thin one has no `data` but the CloudEvents extension `dataref`. */
export function envelopeOf({ payload }: Pick<Shape, "payload">, tenantId: string, event: StoredEvent): object {
  const full = told(tenantId, event);
  if (payload === "full") return full;
  const { data: _data, datacontenttype: _type, ...thin } = full;
  const dataref = datarefOf(event.subjectType, event.subjectId);
  return dataref === null ? thin : { ...thin, dataref };
}

export const told = (tenantId: string, event: StoredEvent): CloudEvent =>
  cloudEventOf(tenantId, { ...event, at: event.at.toISOString() });

export async function bodyOf(shape: Shape, use: Use, event: StoredEvent): Promise<string> {
  const envelope = envelopeOf(shape, use.tenantId, event);
  if (shape.transform === null) return JSON.stringify(envelope);
  return JSON.stringify(await evaluate(shape.transform, envelope, use));
}

/** Beside other things: what could not be tried now is told like a failure. */
export const shownBody = (shape: Shape, tenantId: string, event: StoredEvent) =>
  tryBody(shape, tenantId, event).catch((error: unknown) => {
    if (!isHubError(error) || error.kind === "internal") throw error;
    return { body: null, problem: error.message };
  });

/** For screens: a transform that fails is shown with its reason; one that could not be tried now is no failure. */
export async function tryBody(shape: Shape, tenantId: string, event: StoredEvent) {
  try {
    return { body: await bodyOf(shape, { tenantId, trial: true }, event), problem: null };
  } catch (error) {
    if (!isHubError(error) || error.kind !== "invalid") throw error;
    return { body: null, problem: error.message };
  }
}
