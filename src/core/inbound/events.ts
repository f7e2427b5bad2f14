import { z } from "zod";
import { eventType } from "../kernel/event.ts";
import { MessageError, MessageResult, SourceKind, SourceStatus } from "./schemas.ts";

const SourceFacts = z.object({ code: z.string(), name: z.string(), kind: SourceKind, status: SourceStatus });
const source = (type: string, description: string) =>
  eventType({ type, description, subjectType: "inbound_source", data: SourceFacts });

export const sourceCreated = source("inbound_source.created", "A system may tell us something.");
export const sourceUpdated = source("inbound_source.updated", "A source of messages was changed.");
export const sourceDeleted = source("inbound_source.deleted", "A source of messages was removed.");
export const secretRotated = source("inbound_source.secret_rotated", "A source has a new secret.");

const MessageFacts = z.object({
  messageId: z.string(),
  sourceId: z.string(),
  source: z.string(),
  name: z.string().describe("The source's."),
  type: z.string(),
  externalId: z.string(),
});
const message = <S extends z.ZodRawShape>(type: string, description: string, more: S) =>
  eventType({ type, description, subjectType: "inbound_message", data: MessageFacts.extend(more) });

/** A worker maps it and runs its operation when it sees this. */
export const messageReceived = message("inbound_message.received", "A message came in, or is to be run again.", {});
export const messageProcessed = message("inbound_message.processed", "A message has done its work, or had none.", {
  result: MessageResult.nullable(),
  reason: z.string().nullable(),
});
export const messageFailed = message("inbound_message.failed", "A message could not be worked with.", {
  error: MessageError,
});
