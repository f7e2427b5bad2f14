import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { z } from "zod";
import type { Hub } from "#core/hub.ts";
import type { Actor } from "#core/kernel/actor.ts";
import type { Limits } from "#transports/gateway/limits.ts";
import { restApp, type RestHub, type RestOptions } from "#transports/rest/app.ts";
import { createTestGateway } from "./gateway.ts";
import { holdToContract } from "./rest-contract.ts";

export interface RestServer {
  readonly url: string;
  /** Makes a token that stands for this actor. */
  grant(actor: Actor): string;
  close(): Promise<void>;
}

/** REST v2 on a real socket. Tokens are granted in memory, so that these tests do not hang on how keys are kept. */
export async function startRest(
  hub: Omit<Hub, "files"> & Pick<RestHub, "noteDeprecatedUse" | "files"> & { readonly limits?: Limits },
  options: RestOptions & { readonly deadlineMs?: number } = {},
): Promise<RestServer> {
  const actors = new Map<string, Actor>();
  const { limits } = hub;
  const gateway = createTestGateway(hub, actors, { limits, deadlineMs: options.deadlineMs });
  const app = restApp(() => ({ ...hub, gateway }), options);
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
    holdToContract({ method, path, status: response.status, headers: response.headers, text });
    const json = text === "" ? {} : JsonObject.parse(JSON.parse(text));
    return { status: response.status, headers: response.headers, text, json };
  };
}

const JsonObject = z.record(z.string(), z.unknown());
function sent(body: unknown): string | Uint8Array<ArrayBuffer> {
  if (typeof body === "string") return body;
  return body instanceof Uint8Array ? Uint8Array.from(body) : JSON.stringify(body);
}
