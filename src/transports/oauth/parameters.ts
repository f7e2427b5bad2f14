import type { IncomingMessage } from "node:http";
import { invalidClient, invalidRequest } from "#auth/oauth/errors.ts";
import { JsonFault, parseJson } from "#core/kernel/json.ts";
import { isStorableText } from "#core/kernel/storable.ts";
import { readBodyOfStranger, STRANGERS_MS } from "../shared/body.ts";

export type Parameters = ReadonlyMap<string, string>;

const MAX_BYTES = 16_384;
const FORM = "application/x-www-form-urlencoded";

/** The parameters in the body: a form (RFC 6749 appendix B), or the same names in JSON. Never those of the URL. */
export async function parametersIn(request: Request, incoming: IncomingMessage | undefined): Promise<Parameters> {
  const bytes = await readBodyOfStranger(request, incoming, { bytes: MAX_BYTES, withinMs: STRANGERS_MS });
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
  if (type !== FORM && type !== "application/json") throw invalidRequest(`Send ${FORM} or application/json.`);
  const text = bytes.toString("utf8");
  const given = type === FORM ? [...new URLSearchParams(text)] : entriesOf(text);
  const named = new Map(given);
  if (named.size !== given.length) throw invalidRequest("A parameter is sent at most once.");
  if (!given.flat().every(isStorableText)) throw invalidRequest("A parameter has characters that are not allowed.");
  return new Map(given.filter(([, value]) => value !== "")); // RFC 6749 §3.1: empty is the same as omitted
}

function entriesOf(text: string): [string, string][] {
  try {
    const value = parseJson(text, { depth: 2 });
    if (typeof value !== "object" || value === null || Array.isArray(value))
      throw invalidRequest("Send a JSON object.");
    return Object.entries(value).map(([name, each]) => {
      if (typeof each !== "string") throw invalidRequest("Every parameter is a string.");
      return [name, each];
    });
  } catch (error) {
    throw error instanceof JsonFault ? invalidRequest(error.message) : error;
  }
}

/** RFC 6749 §2.3.1: in the header, form-encoded before Base64, or in the body; not in both. */
export function clientIn({ headers }: Request, parameters: Parameters): { id: string; secret: string } {
  const authorization = headers.get("authorization");
  const [id, secret] = [parameters.get("client_id"), parameters.get("client_secret")];
  if (authorization === null) {
    if (id === undefined || secret === undefined) throw invalidClient();
    return { id, secret };
  }
  const basic = basicOf(authorization);
  if (secret !== undefined || (id !== undefined && id !== basic.id))
    throw invalidRequest("A client authenticates in one way: by the header or in the body.");
  return basic;
}

function basicOf(authorization: string): { id: string; secret: string } {
  const [, encoded = ""] = /^basic +([\w+/]+=*)$/i.exec(authorization) ?? [];
  const text = Buffer.from(encoded, "base64").toString("utf8");
  const colon = text.indexOf(":");
  if (colon === -1) throw invalidClient();
  return { id: decoded(text.slice(0, colon)), secret: decoded(text.slice(colon + 1)) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    throw invalidClient();
  }
}
