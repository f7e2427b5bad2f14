/** Keeps files by key: path segments of letters, digits, `.`, `_` and `-`, joined by `/`. */
export interface FileStore {
  /** Reads the source to its end; what is larger than `maxBytes` is refused and leaves nothing behind. */
  write(key: string, source: AsyncIterable<Uint8Array>, limits: { readonly maxBytes: number }): Promise<StoredFile>;
  /** The bytes from `start` on. Rejects when there is no such file. */
  openRead(key: string, options: { readonly start: number }): AsyncIterable<Uint8Array>;
  size(key: string): Promise<number>;
  /** Hexadecimal. */
  sha256(key: string): Promise<string>;
  /** Does nothing when there is no such file. */
  remove(key: string): Promise<void>;
}

export interface StoredFile {
  readonly bytes: number;
  readonly sha256: string;
}
