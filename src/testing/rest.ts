import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import addFormats from "ajv-formats";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { z } from "zod";
import type { Hub } from "#core/hub.ts";
import type { Actor } from "#core/kernel/actor.ts";
import { unauthenticated } from "#core/kernel/errors.ts";
import { restApp, type RestHub, type RestOptions } from "#transports/rest/app.ts";
import { openApiDocument } from "#transports/rest/openapi.ts";
import { createRouter } from "#transports/rest/router.ts";
import { routes } from "#transports/rest/routes.ts";
import type { Identify } from "#transports/shared/identity.ts";

export interface RestServer {
  readonly url: string;
  /** Makes a token that stands for this actor. */
  grant(actor: Actor): string;
  close(): Promise<void>;
}

/** REST v2 on a real socket. Tokens are granted in memory, so that these tests do not hang on how keys are kept. */
export async function startRest(
  hub: Hub & Pick<RestHub, "limits" | "noteDeprecatedUse">,
  options: RestOptions = {},
): Promise<RestServer> {
  const actors = new Map<string, Actor>();
  const identify: Identify = (headers) => {
    const actor = actors.get((headers.get("authorization") ?? "").replace(/^bearer /i, ""));
    return actor === undefined ? Promise.reject(unauthenticated()) : Promise.resolve({ actor, by: "api_key" });
  };
  const app = restApp(() => ({ ...hub, identify }), options);
  const listener = getRequestListener(app.fetch);
  const server = createServer((incoming, outgoing) => void listener(incoming, outgoing));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a TCP server's address is one of these
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    grant: (actor) => {
      const token = `token-${actors.size}`;
      actors.set(token, actor);
      return token;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export interface RestAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body, for assertions. */
  readonly json: Record<string, unknown>;
}

export interface RestCall {
  /** Text and bytes go out as they are, anything else as JSON. */
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

/** A client of one token that holds every answer against the OpenAPI document. */
export function restClient(server: RestServer, token: string) {
  const holds = contract();
  return async (method: string, path: string, { body, headers = {} }: RestCall = {}): Promise<RestAnswer> => {
    const response = await fetch(`${server.url}/api/v2${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: sent(body) }),
      redirect: "manual",
    });
    const text = await response.text();
    const json = text === "" ? {} : JsonObject.parse(JSON.parse(text));
    holds({ method, path, status: response.status, type: response.headers.get("content-type"), json });
    return { status: response.status, headers: response.headers, text, json };
  };
}

const JsonObject = z.record(z.string(), z.unknown());
const Problem = z.object({ status: z.int(), detail: z.string() });

function sent(body: unknown): string | Uint8Array<ArrayBuffer> {
  if (typeof body === "string") return body;
  return body instanceof Uint8Array ? Uint8Array.from(body) : JSON.stringify(body);
}

interface Seen {
  method: string;
  path: string;
  status: number;
  type: string | null;
  json: unknown;
}

function contract(): (seen: Seen) => void {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(openApiDocument(routes), "openapi");
  const find = createRouter(routes);
  const known = new Map<string, ValidateFunction>();

  return ({ method, path, status, type, json }) => {
    const routed = find(path.split("?")[0] ?? "")?.routes.get(method);
    if (type === null || method === "HEAD" || /^\/(openapi|asyncapi)\.json/.test(path)) return;
    if (/[?&](fields|include)=/.test(path) && status < 400) return; // parts, by the caller's own choice
    const isProblem = type.startsWith("application/problem+json");
    if (isProblem !== status >= 400) throw new Error(`${method} ${path} answered ${status} as ${type}`);
    const documented = isProblem
      ? "components/schemas/Problem"
      : `paths/${step(routed?.path ?? "")}/${method.toLowerCase()}/responses/${status}/content/application~1json/schema`;
    const validate = known.get(documented) ?? ajv.compile({ $ref: `openapi#/${documented}` });
    known.set(documented, validate);
    if (!validate(json)) throw new Error(`${method} ${path} ${status}: ${ajv.errorsText(validate.errors)}`);
    if (isProblem) refuseWrongProblem(status, json);
  };
}

const step = (name: string) => encodeURIComponent(name.replaceAll("~", "~0").replaceAll("/", "~1"));

function refuseWrongProblem(status: number, json: unknown): void {
  const problem = Problem.parse(json);
  if (problem.status !== status) throw new Error(`A problem says ${problem.status} and the answer ${status}`);
  if (/\bat .+:\d+:\d+|node_modules|postgres/i.test(problem.detail))
    throw new Error(`A problem tells our inside: ${problem.detail}`);
}
