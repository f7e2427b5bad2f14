import { paramsLoader, type ValuesOf, choiceParam } from "#features/list/url-params.ts";
import type { Inputs, Outputs } from "#features/trpc/client.ts";

export type Partner = Outputs["reconciliation"]["listPartners"]["data"][number];
export type PartnerDetail = Outputs["reconciliation"]["getPartner"];
export type Run = Outputs["reconciliation"]["get"];
export type Difference = Outputs["reconciliation"]["listDifferences"]["data"][number];
export type Kind = Difference["kind"];
export type Direction = Difference["repairs"][number];
export type Compares = PartnerDetail["compares"];

/** Duplicated rather than imported: the schemas would add their library to the initial bundle. */
export const kinds = ["missing_here", "missing_there", "differs"] as const satisfies readonly Kind[];
export const differenceStates = [
  "open",
  "failed",
  "repaired",
  "ignored",
] as const satisfies readonly Difference["state"][];

export const differenceParams = {
  kind: choiceParam(kinds),
  state: choiceParam(differenceStates),
};
export type DifferenceParams = ValuesOf<typeof differenceParams>;
export const loadDifferenceParams = paramsLoader(differenceParams);

/** The query's input; server and browser must use the same, so that the prefetched result is reused. */
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

/** The limit of a bulk repair. */
export function untouchedOf({ untouched }: Pick<Run, "untouched">, kind: Kind): number {
  if (kind === "differs") return untouched.differ;
  return kind === "missing_here" ? untouched.missingHere : untouched.missingThere;
}

/** The directions in which all of a kind can be repaired; see `repairsOf` of the core for one. */
export function directionsOf(compares: Compares, kind: Kind): readonly Direction[] {
  if (compares === "orders") return kind === "missing_here" ? ["here"] : ["there"];
  if (kind === "missing_here") return [];
  return kind === "differs" ? ["here", "there"] : ["there"];
}
