import { paramsLoader, type ValuesOf, choiceParam } from "#features/list/url-params.ts";
import type { Inputs, Outputs } from "#features/trpc/client.ts";

export type Import = Outputs["imports"]["get"];
export type ImportStatus = Import["status"];
export type ImportPreset = Outputs["imports"]["presets"]["data"][number];
export type ImportReport = Outputs["imports"]["reports"]["data"][number];

/** Duplicated rather than imported: the schemas would add their library to the initial bundle. */
export const importStatuses = [
  "queued",
  "running",
  "done",
  "failed",
  "cancelled",
] as const satisfies readonly ImportStatus[];

export const importParams = { status: choiceParam(importStatuses) };
export const loadImportParams = paramsLoader(importParams);

/** The query's input; server and browser must use the same, so that the prefetched result is reused. */
export function importListInput({ status }: ValuesOf<typeof importParams>): Omit<Inputs["imports"]["list"], "cursor"> {
  return { limit: 50, ...(status ? { status } : {}) };
}

export const reportsInput = (id: string) => ({ id, limit: 100 });

export const isOver = ({ status }: Import): boolean => status !== "queued" && status !== "running";
