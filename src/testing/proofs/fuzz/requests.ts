import * as fc from "fast-check";
import { isSchema, type Schema } from "#transports/documents/openapi-schemas.ts";
import { hostileValue, mutated } from "./mutations.ts";
import { type Sources, valuesOf } from "./values.ts";

export interface FuzzRequest {
  readonly method: string;
  /** Below `/api/v2`, encoded. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** One operation of the document. */
export interface Target {
  readonly method: string;
  readonly path: string;
  readonly operation: Schema;
}

const ODD_HEADERS: readonly Record<string, string>[] = [
  ...["", "*", '"1"', 'W/"1"', '"1", "2"', '"999999999999999999"', "x".repeat(300)].map((value) => ({
    "if-match": value,
  })),
  ...["k", '"k"', '"', "\u00e9", " ", "x".repeat(256), '"a\\"'].map((value) => ({ "idempotency-key": value })),
  ...["text/html", "*/*;q=0", "application/vnd.crossdock.v9+json", ",,;", "application/json;q=x"].map((accept) => ({
    accept,
  })),
  ...["text/plain", "application/json;charset=latin1", "multipart/form-data", "", "application/json;;"].map((type) => ({
    "content-type": type,
  })),
  { "api-version": "1" },
  { "api-version": "9" },
  { prefer: "return=minimal" },
  { prefer: "respond-async, wait=10" },
  { "content-encoding": "gzip" },
  { "x-request-id": "a b" },
  { "if-none-match": "*" },
  { range: "bytes=0-1" },
  { origin: "https://evil.example" },
  { authorization: "Bearer nobody" },
  { authorization: "Basic YTpi" },
];

const ODD_BODIES = [
  "",
  "{",
  "[]",
  "null",
  "1",
  '"x"',
  '{"a":1,"a":2}',
  "\ufeff{}",
  "{}{}",
  "<xml/>",
  '{"a":NaN}',
  "[".repeat(5000),
];

/** True with a probability of one in so many. */
const rarely = <T>(weight: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.oneof({ weight, arbitrary: fc.constant(null) }, { weight: 1, arbitrary });

const strayName = fc.constantFrom("limit", "cursor", "fields", "include", "x", "a[b]");

/** Requests to an operation: mostly valid, often nearly valid, sometimes neither. */
export function requestsTo(target: Target, sources: Sources): fc.Arbitrary<FuzzRequest> {
  const parameters = listOf(target.operation["parameters"]).filter(isSchema).map(sources.resolve);
  const inPlace = (place: string) => parameters.filter((parameter) => parameter["in"] === place);
  const schema = bodySchema(target.operation);
  const mutation = fc.record({ place: fc.nat(60), kind: fc.nat(2), by: hostileValue });
  const value = schema === undefined ? fc.constant(undefined) : valuesOf(schema, sources);
  return fc
    .record({
      path: fc.tuple(
        ...inPlace("path").map((each) => pathValue(each, { ...sources, ids: sources.idsAt(collectionOf(target)) })),
      ),
      query: fc.tuple(...inPlace("query").map((each) => queryValue(each, sources))),
      stray: rarely(8, fc.tuple(strayName, fc.string({ maxLength: 12 }))),
      value,
      mutation: rarely(2, mutation),
      oddBody: rarely(14, fc.constantFrom(...ODD_BODIES)),
      oddHeader: rarely(7, fc.constantFrom(...ODD_HEADERS)),
      oddMethod: rarely(24, fc.constantFrom("PUT", "DELETE", "PATCH", "POST", "HEAD", "OPTIONS", "PROPFIND")),
    })
    .map((drawn) => {
      const body =
        schema === undefined
          ? undefined
          : (drawn.oddBody ??
            JSON.stringify(drawn.mutation === null ? drawn.value : mutated(drawn.value, drawn.mutation)));
      const names = inPlace("query").map(({ name }) => String(name));
      const method = drawn.oddMethod ?? target.method;
      const takesBody = method !== "HEAD" && method !== "GET";
      return {
        method,
        path: addressOf(target.path, { path: drawn.path, query: drawn.query, names, stray: drawn.stray }),
        headers: {
          ...(takesBody && body !== undefined ? { "content-type": "application/json" } : {}),
          ...(inPlace("header").some(({ name, required }) => name === "If-Match" && required === true)
            ? { "if-match": "*" }
            : {}),
          ...drawn.oddHeader,
        },
        body: takesBody ? body : undefined,
      };
    });
}

const collectionOf = ({ path }: Target): string => path.split("/")[1] ?? "";

const pathValue = (parameter: Schema, sources: Sources): fc.Arbitrary<unknown> => {
  const valid = valuesOf(isSchema(parameter["schema"]) ? parameter["schema"] : {}, sources, {
    name: String(parameter["name"]),
    depth: 0,
  });
  return fc.oneof(
    { weight: 12, arbitrary: valid },
    { weight: 1, arbitrary: fc.constantFrom("%00", "%ff", "%", "0", "-", "x".repeat(300), "%2F..", "é") },
  );
};

const queryValue = (parameter: Schema, sources: Sources): fc.Arbitrary<unknown> => {
  const valid = valuesOf(isSchema(parameter["schema"]) ? parameter["schema"] : {}, sources, {
    name: String(parameter["name"]),
    depth: 0,
  });
  const some = fc.oneof({ weight: 5, arbitrary: valid }, { weight: 1, arbitrary: hostileValue });
  return parameter["required"] === true ? some : rarely(3, some);
};

interface Address {
  readonly path: readonly unknown[];
  readonly query: readonly unknown[];
  readonly names: readonly string[];
  readonly stray: readonly [string, string] | null;
}

function addressOf(template: string, { path, query, names, stray }: Address): string {
  let next = 0;
  const filled = template.replaceAll(/\{\w+\}/g, () => {
    const value = textOf(path[next++]);
    if (/^\.{0,2}$/.test(value)) return "-"; // clients remove dot segments from a URL before sending it
    return value.startsWith("%") ? value : encodeURIComponent(wellFormed(value));
  });
  const pairs = query.flatMap((value, index) => (value === null ? [] : [`${names[index]}=${encoded(value)}`]));
  if (stray !== null) pairs.push(`${encodeURIComponent(stray[0])}=${encodeURIComponent(wellFormed(stray[1]))}`);
  return pairs.length === 0 ? filled : `${filled}?${pairs.join("&").slice(0, 9000)}`;
}

const encoded = (value: unknown): string =>
  (Array.isArray(value) ? value : [value]).map((each) => encodeURIComponent(wellFormed(textOf(each)))).join(",");
const textOf = (value: unknown): string => (typeof value === "string" ? value : (JSON.stringify(value) ?? ""));
const wellFormed = (text: string): string => text.toWellFormed();
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

function bodySchema(operation: Schema): Schema | undefined {
  const content = isSchema(operation["requestBody"]) ? operation["requestBody"]["content"] : undefined;
  const media = isSchema(content) ? content["application/json"] : undefined;
  return isSchema(media) && isSchema(media["schema"]) ? media["schema"] : undefined;
}
