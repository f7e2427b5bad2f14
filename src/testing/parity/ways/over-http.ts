import { httpApp } from "#transports/http.ts";
import type { TestFiles } from "../../fixtures/files.ts";
import type { Json } from "../scenario.ts";
import type { Call } from "../transport.ts";
import type { World } from "../world.ts";

export const HUB = "https://hub.example.com";

export interface HttpAnswer {
  readonly status: number;
  readonly json: Json;
}

export interface HttpAsk {
  readonly method: string;
  readonly path: string;
  readonly body?: Json | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A client of all transports over HTTP, through the same function as the server's front. */
export function httpClient({ hub, gateway }: World, files: TestFiles) {
  const app = httpApp({ hub: { ...hub, gateway, files: files.files }, publicUrl: HUB, corsOrigins: [] });
  return async (call: Call, { method, path, body, headers = {} }: HttpAsk): Promise<HttpAnswer> => {
    const request = new Request(`${HUB}${path}`, {
      method,
      headers: {
        traceparent: call.traceparent,
        ...(call.token !== undefined && { authorization: `Bearer ${call.token}` }),
        ...(call.key !== undefined && { "idempotency-key": call.key }),
        ...(body !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const answer = await app.fetch(request, {});
    return { status: answer.status, json: await answer.json() };
  };
}
export type HttpClient = ReturnType<typeof httpClient>;
