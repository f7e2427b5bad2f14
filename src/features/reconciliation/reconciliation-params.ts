import { createLoader, type inferParserType, parseAsStringLiteral } from "nuqs/server";
import type { Inputs, Outputs } from "#features/trpc/client.ts";

export type Partner = Outputs["reconciliation"]["listPartners"]["data"][number];
export type PartnerDetail = Outputs["reconciliation"]["getPartner"];
export type Run = Outputs["reconciliation"]["get"];
export type Difference = Outputs["reconciliation"]["listDifferences"]["data"][number];
export type Kind = Difference["kind"];
export type Direction = Difference["repairs"][number];
export type Compares = PartnerDetail["compares"];

/** Typed out rather than imported: the schemas would bring their library into the first load. */
export const kinds = ["missing_here", "missing_there", "differs"] as const satisfies readonly Kind[];
export const differenceStates = [
  "open",
  "failed",
  "repaired",
  "ignored",
] as const satisfies readonly Difference["state"][];

export const differenceParams = {
  kind: parseAsStringLiteral(kinds),
  state: parseAsStringLiteral(differenceStates),
};
export type DifferenceParams = inferParserType<typeof differenceParams>;
export const loadDifferenceParams = createLoader(differenceParams);

/** What the server is asked for; both sides of the first paint must ask for the same. */
export function differenceListInput(
  id: string,
  { kind, state }: DifferenceParams,
): Omit<Inputs["reconciliation"]["listDifferences"], "cursor"> {
  return { id, limit: 50, ...(kind ? { kind } : {}), ...(state ? { state } : {}) };
}

export const runListInput = (partner: string): Omit<Inputs["reconciliation"]["list"], "cursor"> => ({
  partner,
  limit: 20,
});

export const isOver = ({ status }: Pick<Run, "status">): boolean => status === "done" || status === "failed";
export const runHref = (id: string): string => `/reconciliation/runs/${id}`;
export const partnerHref = (id: string): string => `/reconciliation/${id}`;

/** How many of a kind a repair of all takes up. */
export function untouchedOf({ untouched }: Pick<Run, "untouched">, kind: Kind): number {
  if (kind === "differs") return untouched.differ;
  return kind === "missing_here" ? untouched.missingHere : untouched.missingThere;
}

/** In which directions all of a kind can be repaired; see `repairsOf` of the core for one. */
export function directionsOf(compares: Compares, kind: Kind): readonly Direction[] {
  if (compares === "orders") return kind === "missing_here" ? ["here"] : ["there"];
  if (kind === "missing_here") return [];
  return kind === "differs" ? ["here", "there"] : ["there"];
}
