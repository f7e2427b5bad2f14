import type { Actor } from "../kernel/actor.ts";
import type { Sealer } from "../kernel/sealing.ts";
import type {
  MessageError,
  MessageResult,
  MessageView,
  SourceKind,
  SourceSettings,
  SourceView,
  TargetName,
} from "./schemas.ts";
import { mayReadMessages } from "./source-policy.ts";

/** The newest first. */
export interface SealedSecret {
  readonly sealed: string;
  readonly expiresAt: string | null;
}

export interface SourceRecord {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly kind: SourceKind;
  readonly status: "enabled" | "disabled";
  readonly secrets: readonly SealedSecret[];
  readonly operation: TargetName | null;
  readonly mapping: string | null;
  readonly settings: SourceSettings;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface MessageRecord {
  readonly id: string;
  readonly sourceId: string;
  readonly sourceCode: string;
  readonly sourceName: string;
  readonly sourceKind: SourceKind;
  readonly sourceOperation: TargetName | null;
  readonly externalId: string;
  readonly type: string;
  readonly state: MessageView["state"];
  readonly attempts: number;
  readonly error: MessageError | null;
  readonly result: MessageResult | null;
  readonly bytes: number;
  readonly mutedAt: Date | null;
  readonly receivedAt: Date;
  readonly processedAt: Date | null;
}

export interface FullMessageRecord extends MessageRecord {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly mapped: unknown;
  readonly source: SourceRecord;
}

export const pathOf = (code: string): string => `/api/webhooks/${code}`;

export function viewOf(source: SourceRecord, now: Date): SourceView {
  const { secrets, createdAt, updatedAt, ...same } = source;
  const [, previous] = livingSecrets(secrets, now);
  return {
    ...same,
    path: source.kind === "queue" ? null : pathOf(source.code),
    hasSecret: secrets.length > 0,
    previousSecretUntil: previous?.expiresAt ?? null,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}

export const livingSecrets = (secrets: readonly SealedSecret[], now: Date): SealedSecret[] =>
  secrets.filter(({ expiresAt }) => expiresAt === null || new Date(expiresAt) > now);

export const openSecrets = (source: Pick<SourceRecord, "secrets">, sealer: Sealer, now: Date): string[] =>
  livingSecrets(source.secrets, now).map(({ sealed }) => sealer.open(sealed));

/** The created record is named only for those who may read it. */
export function messageViewOf(message: MessageRecord, actor: Pick<Actor, "scopes">): MessageView {
  const { sourceId, sourceCode, sourceName, sourceKind, sourceOperation, mutedAt, receivedAt, processedAt, ...same } =
    message;
  return {
    ...same,
    result: mayReadMessages(actor, { kind: sourceKind, operation: sourceOperation }) ? same.result : null,
    source: { id: sourceId, code: sourceCode, name: sourceName, kind: sourceKind },
    mutedAt: mutedAt?.toISOString() ?? null,
    receivedAt: receivedAt.toISOString(),
    processedAt: message.state === "received" ? null : (processedAt?.toISOString() ?? null),
  };
}

export const sourceFacts = ({ code, name, kind, status }: SourceRecord) => ({ code, name, kind, status });

export const messageFacts = (
  message: Pick<MessageRecord, "id" | "sourceId" | "sourceCode" | "sourceName" | "type" | "externalId">,
) => ({
  messageId: message.id,
  sourceId: message.sourceId,
  source: message.sourceCode,
  name: message.sourceName,
  type: message.type,
  externalId: message.externalId,
});
