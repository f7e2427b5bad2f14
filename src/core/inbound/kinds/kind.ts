import type { SourceSettings, TargetName } from "../schemas.ts";

/** A raw request: header names in lower case, the body as bytes. */
export interface Incoming {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** A message's metadata as its sender gives it. */
export interface Envelope {
  /** Deduplication key: the same one twice is one message. */
  readonly externalId: string;
  readonly type: string;
  /** When the id is not signed: a digest of the signed bytes, for deduplication. */
  readonly bodyDigest?: string;
}

/** What a stored message is mapped from. */
export interface Content {
  readonly headers: Readonly<Record<string, string>>;
  readonly type: string;
  readonly body: unknown;
  readonly settings: SourceSettings;
}

export interface Work {
  readonly operation: TargetName;
  readonly input: unknown;
}

/** How one vendor signs and names its messages, and how they map to operations. */
export interface Kind {
  /** Throws `inbound.bad_signature`, `inbound.stale_signature` or `inbound.contradictory`. */
  readonly verify: (incoming: Incoming, secrets: readonly string[], now: Date) => void;
  readonly envelope: (incoming: Incoming) => Envelope;
  /** Throws `inbound.ignored` for what needs no processing. Absent: uses the source's own mapping. */
  readonly translate?: (content: Content) => Work;
}
