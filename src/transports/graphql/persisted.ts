import { createHash } from "node:crypto";
import { DocumentError } from "./documents/limits.ts";
import type { Params } from "./params.ts";

/** Documents that clients name by their hash: `{ "<sha256 in hex>": "query …" }`, as Relay and codegen write them. */
export type Kept = ReadonlyMap<string, string>;

const HASH = /^(?:sha256:)?([0-9a-f]{64})$/;

const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex");

/** The content of a file of persisted documents. Throws for one whose hashes are not those of its texts. */
export function keptFrom(content: string): Kept {
  const read: unknown = JSON.parse(content);
  if (typeof read !== "object" || read === null) throw new Error("Persisted documents are a JSON object");
  return new Map(
    Object.entries(read).map(([name, text]: [string, unknown]) => {
      const hash = HASH.exec(name.toLowerCase())?.[1];
      if (typeof text !== "string" || hash !== hashOf(text))
        throw new Error(`The persisted document ${name.slice(0, 80)} is not kept under the SHA-256 of its text`);
      return [hash, text];
    }),
  );
}

export interface Persistence {
  readonly kept: Kept;
  /** Nothing but what is kept is run. */
  readonly only: boolean;
}

/** The text of the document that is asked for. */
export function documentText({ query, documentId }: Params, { kept, only }: Persistence): string {
  const hash = documentId === undefined ? undefined : HASH.exec(documentId.toLowerCase())?.[1];
  const found = hash === undefined ? undefined : kept.get(hash);
  if (found !== undefined) return found;
  if (only) throw new DocumentError("This server runs persisted documents only.", "graphql.only_persisted");
  // Apollo's clients send the text after these words.
  if (query === undefined) throw new DocumentError("PersistedQueryNotFound", "graphql.unknown_document");
  if (hash !== undefined && hash !== hashOf(query))
    throw new DocumentError("The document is not the one that its hash names.", "graphql.unknown_document");
  return query;
}
