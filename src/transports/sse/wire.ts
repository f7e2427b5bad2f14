import { cloudEventOf } from "#core/events/cloud-event.ts";
import type { EventView } from "#core/events/schemas.ts";
import type { HubError } from "#core/kernel/errors.ts";
import { memoised } from "#core/kernel/memo.ts";
import type { Entry, Frame } from "#core/kernel/operation.ts";

export const STREAM_TYPE = "text/event-stream";

/** No proxy keeps, changes or holds back what goes out. */
export const streamHeaders = {
  "content-type": STREAM_TYPE,
  "cache-control": "no-store, no-transform",
  "x-accel-buffering": "no",
  "x-content-type-options": "nosniff",
};

/** The `text/event-stream` format (WHATWG HTML §9.2.6). */
const bytes = (text: string) => Buffer.from(text);

/** JSON has no unescaped line breaks within strings and none outside, so one `data` line is enough. */
const block = (event: string, data: unknown) => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

export type FrameBytes = (frame: Frame<EventView>) => Buffer;

/** Events and frames as bytes, encoded once for all readers of a tenant that share a frame. */
function wireOf(tenantId: string): FrameBytes {
  const text = memoised(
    ({ item }: Entry<EventView>) => `id: ${item.id}\n${block(item.type, cloudEventOf(tenantId, item))}`,
  );
  return memoised((frame) => bytes(frame.map(text).join("")));
}

/** A frame belongs to one tenant, so a recreated wire loses only unshared frames. */
export function createWires(): (tenantId: string) => FrameBytes {
  const wires = new Map<string, WeakRef<FrameBytes>>();
  return (tenantId) => {
    const known = wires.get(tenantId)?.deref();
    if (known !== undefined) return known;
    const made = wireOf(tenantId);
    wires.set(tenantId, new WeakRef(made));
    return made;
  };
}

/** Sent at once, so that a proxy forwards the headers, and the client knows its reconnection time. */
export const hello = (retryMs: number): Buffer => bytes(`retry: ${retryMs}\n\n`);
export const ping = bytes(":\n\n");

/** The reader must reload its state; the stream continues from now on. */
export const reset = ({ code, message }: HubError): Buffer => bytes(block("reset", { code, message }));

/** The last event of a stream that ends for a reason on the reader's side. */
export const dropped = ({ code, message }: HubError): Buffer => bytes(block("dropped", { code, message }));
