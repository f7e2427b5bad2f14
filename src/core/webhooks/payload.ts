import { type CloudEvent, cloudEventOf } from "../events/cloud-event.ts";
import { isHubError } from "../kernel/errors.ts";
import { evaluate } from "../mapping/index.ts";
import type { Use } from "../mapping/pool.ts";
import type { StoredEvent } from "./event-store.ts";
import type { EndpointRecord } from "./record.ts";
import { datarefOf } from "./rules.ts";

export const USER_AGENT = "Crossdock-Webhooks/2";
/** The same for every delivery; the signature headers are added per attempt. */
export const CONTENT_HEADERS = { "content-type": "application/json", "user-agent": USER_AGENT } as const;

export type Shape = Pick<EndpointRecord, "payload" | "transform">;

/** The payload for an endpoint. A thin one has no `data` but the CloudEvents extension `dataref`. */
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

/** For a list of examples: a transform that could not be run now is shown like a failure. */
export const shownBody = (shape: Shape, tenantId: string, event: StoredEvent) =>
  tryBody(shape, tenantId, event).catch((error: unknown) => {
    if (!isHubError(error) || error.kind === "internal") throw error;
    return { body: null, problem: error.message };
  });

/** For screens: a failing transform is shown with its reason; one that could not be run now throws. */
export async function tryBody(shape: Shape, tenantId: string, event: StoredEvent) {
  try {
    return { body: await bodyOf(shape, { tenantId, trial: true }, event), problem: null };
  } catch (error) {
    if (!isHubError(error) || error.kind !== "invalid") throw error;
    return { body: null, problem: error.message };
  }
}
