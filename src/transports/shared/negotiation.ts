import Negotiator from "negotiator";

/**
 * Which of these media types an `Accept` header takes (RFC 9110 §12.5.1); the first is the one that wildcards mean.
 * Undefined when it takes none of them.
 */
export function acceptedType(accept: string | null, types: readonly [string, ...string[]]): string | undefined {
  if (accept === null) return types[0];
  return new Negotiator({ headers: { accept } }).mediaType([...types]);
}

export type Coding = "br" | "gzip";

/** Since 1.0 it takes what the server prefers, which its declarations do not know. */
interface CodingsAsked {
  encoding(available: string[], options: { preferred: string[] }): string | undefined;
}

/** The content coding to answer in; brotli when both are wanted alike. */
export function codingOf(header: string | null): Coding | undefined {
  if (header === null || header === "") return undefined;
  const asked: CodingsAsked = new Negotiator({ headers: { "accept-encoding": header } });
  const coding = asked.encoding(["br", "gzip", "identity"], { preferred: ["br", "gzip"] });
  return coding === "br" || coding === "gzip" ? coding : undefined;
}
