import type { z } from "zod";
import type { Scope } from "./actor.ts";
import { scopesOfSubject } from "./event-scopes.ts";

/** The contract of one event type: name, subject and the shape of its data. */
export interface EventType<D extends z.ZodType = z.ZodType> {
  readonly type: string;
  readonly subjectType: string;
  readonly data: D;
  readonly description: string;
  /** The scope that a reader needs besides `events:read`. */
  readonly scopes: readonly Scope[];
}

export interface EventDraft {
  readonly type: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly data: unknown;
}

/** What subscribers receive, on every transport, with the same id. */
export interface HubEvent {
  id: string;
  position: number;
  type: string;
  subjectType: string;
  subjectId: string;
  /** Channel of the event's order. */
  channelId: string | null;
  sequence: number;
  data: unknown;
  actor: { type: string; id: string; name: string };
  transport: string;
  requestId: string;
  at: string;
}

const catalogue = new Map<string, EventType>();

/** Declares an event type. `subjectId` is the aggregate whose rows the emitting command has locked. */
export function eventType<D extends z.ZodType>(
  definition: Omit<EventType<D>, "scopes">,
): EventType<D> & ((subjectId: string, data: z.input<D>) => EventDraft) {
  const scopes = scopesOfSubject(definition.subjectType);
  catalogue.set(definition.type, { ...definition, scopes });
  const draft = (subjectId: string, data: z.input<D>): EventDraft => ({
    type: definition.type,
    subjectType: definition.subjectType,
    subjectId,
    data: definition.data.parse(data),
  });
  return Object.assign(draft, definition, { scopes });
}

export const eventCatalogue: ReadonlyMap<string, EventType> = catalogue;
