import { paramsLoader, type ValuesOf, textParam, flagParam } from "#features/list/url-params.ts";
import type { Inputs, Outputs } from "#features/trpc/client.ts";

export type Level = Outputs["inventory"]["levels"]["data"][number];
export type Movement = Outputs["inventory"]["movements"]["data"][number];
export type Location = Outputs["locations"]["list"]["data"][number];
/** The display name of a level. */
export type LevelName = { sku: string; location: string };

export const stockParams = {
  q: textParam.withDefault(""),
  location: textParam,
  low: flagParam.withDefault(false),
};

/** The open level: a SKU may contain `@`, a location code may not, so the last one separates them. */
export const levelParam = textParam;
export const levelKey = ({ sku, location }: LevelName): string => `${sku}@${location}`;
export function levelNamed(key: string | null): LevelName | null {
  const at = key?.lastIndexOf("@") ?? -1;
  return key === null || at < 1 ? null : { sku: key.slice(0, at), location: key.slice(at + 1) };
}

export const loadStockParams = paramsLoader({ ...stockParams, level: levelParam });

/** The query's input; server and browser must use the same, so that the prefetched result is reused. */
export function stockListInput({
  q,
  location,
  low,
}: ValuesOf<typeof stockParams>): Omit<Inputs["inventory"]["levels"], "cursor"> {
  return {
    limit: 50,
    ...(q.trim() ? { q: q.trim() } : {}),
    ...(location ? { location } : {}),
    ...(low ? { low: true } : {}),
  };
}
