import type { FileControl } from "#core/kernel/file-control.ts";

/** Stores files by key: path segments of letters, digits, `.`, `_` and `-`, joined by `/`. */
export interface FileStore extends FileControl {
  /** Reads the source to its end; the write is atomic. */
  write(key: string, source: AsyncIterable<Uint8Array>, limits: WriteLimits): Promise<StoredFile>;
  /** The bytes from `start` to `end`, both inclusive; by default to the last. Rejects when there is no such file. */
  openRead(key: string, range: ByteRange): AsyncIterable<Uint8Array>;
  /** Undefined when there is no such file. */
  stat(key: string): Promise<{ readonly bytes: number } | undefined>;
  size(key: string): Promise<number>;
  /** Hexadecimal. */
  sha256(key: string): Promise<string>;
  /** Overwrites the target. Does nothing when there is no such file. */
  move(from: string, to: string): Promise<void>;
  /** Does nothing when there is no such file. */
  remove(key: string): Promise<void>;
  /** Deletes partial files of interrupted writers older than this time. Returns how many there were. */
  dropUnfinished(before: Date): Promise<number>;
  /** Where this server itself handles signed transfers. */
  readonly gate?: FileGate;
}

export interface WriteLimits {
  /** A larger file is rejected without a trace. */
  readonly maxBytes: number;
  /** A smaller file is rejected as well. */
  readonly minBytes?: number;
  readonly contentType?: string;
}

export interface ByteRange {
  readonly start: number;
  readonly end?: number;
}

export interface StoredFile {
  readonly bytes: number;
  readonly sha256: string;
}

/** A signed permission. */
export type Permit =
  | { readonly use: "post" | "put"; readonly key: string; readonly contentType: string; readonly bytes: number }
  | {
      readonly use: "get";
      readonly key: string;
      readonly contentType: string;
      readonly fileName: string;
      readonly sha256: string;
    };

export interface FileGate {
  /** Rejects invalid and expired signatures. */
  admit(signed: { readonly policy: string; readonly signature: string }): Permit;
}
