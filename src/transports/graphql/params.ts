import { type HubError, invalid } from "#core/kernel/errors.ts";

/** What one request asks for. */
export interface Params {
  readonly query: string | undefined;
  /** `sha256:…` of a document that is kept here. */
  readonly documentId: string | undefined;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}

type Given = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Given =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const wrong = (name: string, what: string): HubError =>
  invalid([{ pointer: `/${name}`, detail: `${name} is ${what}.` }]);

function textOf(given: Given, name: string): string | undefined {
  const value = given[name] ?? undefined;
  if (value === undefined || typeof value === "string") return value;
  throw wrong(name, "a string");
}

function objectOf(given: Given, name: string): Given {
  const value = given[name] ?? {};
  if (isObject(value)) return value;
  throw wrong(name, "an object");
}

/** Reads a request of GraphQL over HTTP, or of a socket. Throws `invalid` with what is wrong with it. */
export function paramsOf(body: unknown): Params {
  if (Array.isArray(body)) throw invalid([{ pointer: "", detail: "One request at a time: batches are not taken." }]);
  if (!isObject(body)) throw invalid([{ pointer: "", detail: "The request must be a JSON object." }]);
  const query = textOf(body, "query");
  const documentId = textOf(body, "documentId") ?? apolloId(objectOf(body, "extensions"));
  if (query === undefined && documentId === undefined) throw wrong("query", "the document that is asked for");
  const operationName = textOf(body, "operationName");
  return { query, documentId, operationName, variables: objectOf(body, "variables") };
}

/** Apollo's clients name a document that is kept within the extensions. */
function apolloId({ persistedQuery }: Given): string | undefined {
  if (!isObject(persistedQuery) || typeof persistedQuery["sha256Hash"] !== "string") return undefined;
  return `sha256:${persistedQuery["sha256Hash"]}`;
}
