import { z } from "zod";
import { eventType } from "../kernel/event.ts";
import { personal } from "../kernel/redaction.ts";
import { MessageError, MessageResult, SourceKind, SourceStatus } from "./schemas.ts";

const SourceFacts = z.object({ code: z.string(), name: z.string(), kind: SourceKind, status: SourceStatus });
const source = (type: string, description: string) =>
  eventType({ type, description, subjectType: "inbound_source", data: SourceFacts });

export const sourceCreated = source("inbound_source.created", "An inbound source was created.");
export const sourceUpdated = source("inbound_source.updated", "An inbound source was updated.");
export const sourceDeleted = source("inbound_source.deleted", "An inbound source was deleted.");
export const secretRotated = source("inbound_source.secret_rotated", "The secret of an inbound source was rotated.");

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

/** A worker processes the message on this event. */
export const messageReceived = message("inbound_message.received", "A message was received or queued for a retry.", {});
export const messageProcessed = message("inbound_message.processed", "A received message was processed or skipped.", {
  result: MessageResult.nullable(),
  reason: z.string().nullable(),
});
export const messageFailed = message("inbound_message.failed", "A received message failed.", {
  /** Its text may quote the message. */
  error: MessageError.extend({ message: personal(z.string()) }),
});
