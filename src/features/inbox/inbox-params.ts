import { startOfDay } from "#features/list/start-of-day.ts";
import { paramsLoader, type ValuesOf, textParam, choiceParam, dayParam, flagParam } from "#features/list/url-params.ts";
import type { Inputs, Outputs } from "#features/trpc/client.ts";

export type Message = Outputs["inbound"]["listMessages"]["data"][number];
export type MessageDetail = Outputs["inbound"]["getMessage"];
export type MessageState = Message["state"];
export type MessageCounts = Outputs["inbound"]["counts"]["data"];
export type MessageListInput = Omit<Inputs["inbound"]["listMessages"], "cursor">;

/** Duplicated rather than imported: the schemas would add their library to the initial bundle. */
export const messageStates = ["failed", "received", "processed", "ignored"] as const satisfies readonly MessageState[];

/** The inbox filters in the URL. Days are in the tenant's time zone, both inclusive. */
export const inboxParams = {
  state: choiceParam(messageStates),
  source: textParam,
  type: textParam,
  from: dayParam,
  to: dayParam,
  /** Only dismissed messages, instead of the others. */
  muted: flagParam.withDefault(false),
};
export type InboxParams = ValuesOf<typeof inboxParams>;
export const loadInboxParams = paramsLoader(inboxParams);

export const PAGE_SIZE = 50;

/** The query's input; server and browser must use the same, so that the prefetched result is reused. */
export function messageListInput(params: InboxParams, timeZone: string): MessageListInput {
  const { state, source, type, muted } = params;
  const [from, to] = [startOfDay(params.from, timeZone, 0), startOfDay(params.to, timeZone, 1)];
  return {
    limit: PAGE_SIZE,
    muted,
    ...(state ? { state } : {}),
    ...(source ? { sourceId: source } : {}),
    ...(type?.trim() ? { type: type.trim() } : {}),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
  };
}

/** All sources, or the selected one. */
export function totalOf(counts: MessageCounts, source: string | null): Omit<MessageCounts[number], "sourceId"> {
  const mine = counts.filter(({ sourceId }) => source === null || sourceId === source);
  const sum = (name: "received" | "processed" | "failed" | "waiting") =>
    mine.reduce((total, count) => total + count[name], 0);
  return { received: sum("received"), processed: sum("processed"), failed: sum("failed"), waiting: sum("waiting") };
}
