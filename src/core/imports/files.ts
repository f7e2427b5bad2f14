/** What the import needs of the file store; `integrations/storage` brings it. */
export interface ImportFiles {
  /** The bytes of a file from `start` on. Rejects when there is no such file. */
  openRead(
    key: string,
    options: { readonly start: number },
  ): AsyncIterable<Uint8Array> | Promise<AsyncIterable<Uint8Array>>;
  size(key: string): Promise<number>;
  /** Hexadecimal. */
  sha256(key: string): Promise<string>;
}
