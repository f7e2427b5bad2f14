import type { Outputs } from "#features/trpc/client.ts";

export type Source = Outputs["inbound"]["getSource"];
export type SourceKind = Source["kind"];

/** Duplicated rather than imported: the schemas would add their library to the initial bundle. */
export const sourceKinds = [
  "standard",
  "shopify",
  "stripe",
  "carrier",
  "queue",
] as const satisfies readonly SourceKind[];

/** Kinds with a tenant-defined mapping; the others have a built-in one. */
export const isMapped = (kind: SourceKind): boolean => kind === "standard" || kind === "queue";

export const isSigned = (kind: SourceKind): boolean => kind !== "queue";

/** How many messages a source's page shows. */
export const recentInput = (sourceId: string) => ({ sourceId, limit: 10 });
