import type { FileControl } from "#core/kernel/file-control.ts";

/** Keeps files by key: path segments of letters, digits, `.`, `_` and `-`, joined by `/`. */
export interface FileStore extends FileControl {
  /** Reads the source to its end; the file is there as a whole or not at all. */
  write(key: string, source: AsyncIterable<Uint8Array>, limits: WriteLimits): Promise<StoredFile>;
  /** The bytes from `start` to `end`, both included; without an end to the last. Rejects when there is no such file. */
  openRead(key: string, range: ByteRange): AsyncIterable<Uint8Array>;
  /** Undefined when there is no such file. */
  stat(key: string): Promise<{ readonly bytes: number } | undefined>;
  size(key: string): Promise<number>;
  /** Hexadecimal. */
  sha256(key: string): Promise<string>;
  /** Takes the place of whatever stood there. Does nothing when there is no such file. */
  move(from: string, to: string): Promise<void>;
  /** Does nothing when there is no such file. */
  remove(key: string): Promise<void>;
  /** Forgets what writers that went away have left half written since before then. Answers how many there were. */
  dropUnfinished(before: Date): Promise<number>;
  /** Where this server itself takes and hands out what is signed for. */
  readonly gate?: FileGate;
}

export interface WriteLimits {
  /** What is larger is refused and leaves nothing behind. */
  readonly maxBytes: number;
  /** What is smaller is refused as well. */
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

/** One thing that a signature allows. */
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
  /** Refuses signatures that we did not make, and those whose time is over. */
  admit(signed: { readonly policy: string; readonly signature: string }): Permit;
}
