import { kinds } from "./scenario.ts";
import type { Outcome } from "./transport.ts";

/** The kind of a refusal, from the transport's own word for it; undefined for an answer, and for a typed error of GraphQL. */
export function kindOf(outcome: Outcome): string | undefined {
  if (!("refused" in outcome) || outcome.refused.status === undefined) return undefined;
  const { status } = outcome.refused;
  if ("kind" in status) return status.kind;
  const known = Object.entries(kinds).find(([, words]) =>
    "http" in status ? words.http.includes(status.http) : words.grpc.includes(status.grpc),
  );
  return known?.[0] ?? JSON.stringify(status);
}
