/** What the import needs of the file store; implemented in `integrations/storage`. */
export interface ImportFiles {
  /** The bytes of a file from `start` on. Rejects when the file does not exist. */
  openRead(
    key: string,
    options: { readonly start: number },
  ): AsyncIterable<Uint8Array> | Promise<AsyncIterable<Uint8Array>>;
  size(key: string): Promise<number>;
  /** Hexadecimal. */
  sha256(key: string): Promise<string>;
}
