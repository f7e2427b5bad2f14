import type { LiveEvent } from "#features/trpc/live-event.ts";
import type { Message } from "./inbox-params.ts";

type Change = Pick<Message, "state" | "error" | "result">;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

export const isOfMessage = ({ subjectType }: LiveEvent): boolean => subjectType === "inbound_message";

/** Applies an event to a message; see inbound/events.ts. */
export function told<T extends Change & Pick<Message, "id">>(known: T, event: LiveEvent): T {
  if (event.subjectId !== known.id || !isRecord(event.data)) return known;
  const change = changeBy(event.type, event.data);
  return change === null ? known : { ...known, ...change };
}

/* oxlint-disable typescript/no-unsafe-type-assertion -- the core's events carry these very views */
function changeBy(type: string, data: Readonly<Record<string, unknown>>): Change | null {
  if (type === "inbound_message.received") return { state: "received", error: null, result: null };
  if (type === "inbound_message.failed")
    return { state: "failed", error: (data["error"] ?? null) as Change["error"], result: null };
  if (type !== "inbound_message.processed") return null;
  const result = (data["result"] ?? null) as Change["result"];
  const { reason } = data;
  if (result !== null) return { state: "processed", error: null, result };
  const error = { code: "inbound.ignored", message: typeof reason === "string" ? reason : "", errors: [] };
  return { state: "ignored", error, result: null };
}
/* oxlint-enable typescript/no-unsafe-type-assertion */
