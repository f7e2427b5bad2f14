import type { Outputs } from "#features/trpc/client.ts";

export type Source = Outputs["inbound"]["getSource"];
export type SourceKind = Source["kind"];

/** Typed out rather than imported: the schemas would bring their library into the first load. */
export const sourceKinds = [
  "standard",
  "shopify",
  "stripe",
  "carrier",
  "queue",
] as const satisfies readonly SourceKind[];

/** These are given a mapping by the tenant; the others know what their messages mean. */
export const isMapped = (kind: SourceKind): boolean => kind === "standard" || kind === "queue";

export const isSigned = (kind: SourceKind): boolean => kind !== "queue";

/** The messages that a source's page shows. */
export const recentInput = (sourceId: string) => ({ sourceId, limit: 10 });
