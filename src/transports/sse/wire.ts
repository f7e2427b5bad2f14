import { cloudEventOf } from "#core/events/cloud-event.ts";
import type { EventView } from "#core/events/schemas.ts";
import type { HubError } from "#core/kernel/errors.ts";
import { memoised } from "#core/kernel/memo.ts";
import type { Entry, Frame } from "#core/kernel/operation.ts";

/** What is said in `text/event-stream` (WHATWG HTML §9.2.6). */
const bytes = (text: string) => Buffer.from(text);

/** JSON has no line ends outside of strings, and none within them unescaped, so one `data` line is enough. */
const block = (event: string, data: unknown) => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

export type FrameBytes = (frame: Frame<EventView>) => Buffer;

/** Events and frames as bytes, made once for all readers of this tenant that are given the same frame. */
function wireOf(tenantId: string): FrameBytes {
  const text = memoised(
    ({ item }: Entry<EventView>) => `id: ${item.id}\n${block(item.type, cloudEventOf(tenantId, item))}`,
  );
  return memoised((frame) => bytes(frame.map(text).join("")));
}

/** A frame belongs to one tenant, so a wire that is made anew loses only what nobody shares any more. */
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

/** Said at once, so that a proxy passes the head on, and the client knows how long to wait before it comes again. */
export const hello = (retryMs: number): Buffer => bytes(`retry: ${retryMs}\n\n`);
export const ping = bytes(":\n\n");

/** The reader must read anew whatever it keeps; what follows is from now on. */
export const reset = ({ code, message }: HubError): Buffer => bytes(block("reset", { code, message }));

/** The last word of a stream that ends for a reason of its reader's. */
export const dropped = ({ code, message }: HubError): Buffer => bytes(block("dropped", { code, message }));
