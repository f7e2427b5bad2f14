/** How one URL parameter is read and written; `missing` is its value when the URL has none, and is never written. */
export interface UrlParam<T, Missing = null> {
  parse(this: void, text: string): T | null;
  serialize(this: void, value: T): string;
  readonly missing: Missing;
  withDefault(value: T): UrlParam<T, T>;
}

type Readable<T, Missing> = Pick<UrlParam<T, Missing>, "parse" | "missing">;

/** Any parameter, for code that only passes its values on. */
export interface AnyUrlParam {
  parse(this: void, text: string): unknown;
  serialize(this: void, value: unknown): string;
  readonly missing: unknown;
}

export type UrlParams = Readonly<Record<string, AnyUrlParam>>;
export type ValueOf<P> = P extends UrlParam<infer T, infer Missing> ? T | Missing : never;
export type ValuesOf<P extends UrlParams> = { [Name in keyof P]: ValueOf<P[Name]> };

/** What Next.js passes to a page. */
export type SearchParams = Record<string, string | string[] | undefined>;

type Codec<T> = { parse: (text: string) => T | null; serialize: (value: T) => string };

const paramOf = <T, Missing>({ parse, serialize }: Codec<T>, missing: Missing): UrlParam<T, Missing> => ({
  parse,
  serialize,
  missing,
  withDefault: (value) => paramOf<T, T>({ parse, serialize }, value),
});

export const textParam = paramOf<string, null>({ parse: (text) => text, serialize: String }, null);

/** One of some values; any other is ignored. */
export const choiceParam = <const V extends string>(values: readonly V[]): UrlParam<V> =>
  paramOf<V, null>({ parse: (text) => values.find((value) => value === text) ?? null, serialize: String }, null);

/** Several values, separated by commas; a comma within a value is escaped. Invalid ones are ignored. */
export const listParam = <T>(item: UrlParam<T>): UrlParam<T[]> =>
  paramOf<T[], null>(
    {
      parse: (text) =>
        text === "" ? [] : text.split(",").flatMap((part) => item.parse(part.replaceAll(/%2c/gi, ",")) ?? []),
      serialize: (values) => values.map((value) => item.serialize(value).replaceAll(",", "%2C")).join(","),
    },
    null,
  );

/** A calendar day; an invalid value is ignored. */
export const dayParam = paramOf<string, null>(
  {
    parse(text) {
      const at = Date.parse(`${text}T12:00:00Z`);
      return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== text ? null : text;
    },
    serialize: String,
  },
  null,
);

/** A boolean; an invalid value is ignored. */
export const flagParam = paramOf<boolean, null>(
  { parse: (text) => (text === "true" || text === "false" ? text === "true" : null), serialize: String },
  null,
);

/** The value in a query string; of a repeated parameter, the first counts. */
export function valueIn<T, Missing>(name: string, { parse, missing }: Readable<T, Missing>, query: URLSearchParams) {
  const text = query.get(name);
  return (text === null ? null : parse(text)) ?? missing;
}

export function valuesIn<P extends UrlParams>(params: P, query: URLSearchParams): ValuesOf<P> {
  const values = Object.entries(params).map(([name, param]) => [name, valueIn(name, param, query)]);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- fromEntries forgets which value belongs to which name
  return Object.fromEntries(values) as ValuesOf<P>;
}

/** For a page on the server. */
export const paramsLoader =
  <P extends UrlParams>(params: P) =>
  (asked: SearchParams): ValuesOf<P> =>
    valuesIn(
      params,
      new URLSearchParams(
        Object.entries(asked).flatMap(([name, value]) => [value ?? []].flat().map((one) => [name, one])),
      ),
    );

/** Whether a value differs from what the parameter has when the URL does not name it. */
export function isSet({ serialize, missing }: AnyUrlParam, value: unknown): boolean {
  if (value === null || value === undefined) return false;
  return missing === null || serialize(value) !== serialize(missing);
}

/** Writes a change into a query string: null or the default removes a parameter, the others stay as they are. */
export function changeIn(query: URLSearchParams, params: UrlParams, change: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(change)) {
    const written = params[name];
    if (written === undefined || value === undefined) continue;
    if (isSet(written, value)) query.set(name, written.serialize(value));
    else query.delete(name);
  }
}
