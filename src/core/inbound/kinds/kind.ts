import type { SourceSettings, TargetName } from "../schemas.ts";

/** A request as it came: header names in lower case, the body byte by byte. */
export interface Incoming {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What a sender says of its message besides its content. */
export interface Envelope {
  /** The same one twice is one message. */
  readonly externalId: string;
  readonly type: string;
  /** Where the id is not signed: what the same bytes are known by. */
  readonly bodyDigest?: string;
}

/** What a kept message is worked out from. */
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

/** How one vendor signs and names its messages, and what they mean to us. */
export interface Kind {
  /** Throws `inbound.bad_signature`, `inbound.stale_signature` or `inbound.contradictory`. */
  readonly verify: (incoming: Incoming, secrets: readonly string[], now: Date) => void;
  readonly envelope: (incoming: Incoming) => Envelope;
  /** Throws `inbound.ignored` for what needs no work. Absent: the source's own mapping says. */
  readonly translate?: (content: Content) => Work;
}
