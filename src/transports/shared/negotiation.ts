import Negotiator from "negotiator";

/**
 * The media type that an `Accept` header selects (RFC 9110 §12.5.1); wildcards select the first. Undefined when it
 * accepts none.
 */
export function acceptedType(accept: string | null, types: readonly [string, ...string[]]): string | undefined {
  if (accept === null) return types[0];
  return new Negotiator({ headers: { accept } }).mediaType([...types]);
}

export type Coding = "br" | "gzip";

/** Since 1.0 it takes the server's preferences, which its type declarations lack. */
interface CodingsAsked {
  encoding(available: string[], options: { preferred: string[] }): string | undefined;
}

/** The content coding of the response; brotli when both are equally preferred. */
export function codingOf(header: string | null): Coding | undefined {
  if (header === null || header === "") return undefined;
  const asked: CodingsAsked = new Negotiator({ headers: { "accept-encoding": header } });
  const coding = asked.encoding(["br", "gzip", "identity"], { preferred: ["br", "gzip"] });
  return coding === "br" || coding === "gzip" ? coding : undefined;
}
