import { httpApp } from "#transports/http.ts";
import type { TestFiles } from "../../fixtures/files.ts";
import type { Json } from "../scenario.ts";
import type { Call } from "../transport.ts";
import type { World } from "../world.ts";

export const HUB = "https://hub.example.com";

export interface HttpAnswer {
  readonly status: number;
  readonly text: string;
  /** Null where the answer is no JSON. */
  readonly json: Json;
}

export interface HttpAsk {
  readonly method: string;
  readonly path: string;
  readonly body?: Json | undefined;
  /** Instead of a body of JSON. */
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A client of all transports over HTTP, through the same function as the server's front. */
export function httpClient({ hub, gateway }: World, files: TestFiles) {
  const app = httpApp({ hub: { ...hub, gateway, files: files.files }, publicUrl: HUB, corsOrigins: [] });
  return async (call: Call, { method, path, body, headers = {}, ...ask }: HttpAsk): Promise<HttpAnswer> => {
    const text = ask.text ?? (body === undefined ? undefined : JSON.stringify(body));
    const request = new Request(`${HUB}${path}`, {
      method,
      headers: {
        traceparent: call.traceparent,
        ...(call.token !== undefined && { authorization: `Bearer ${call.token}` }),
        ...(call.key !== undefined && { "idempotency-key": call.key }),
        ...(body !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      ...(text !== undefined && { body: text }),
    });
    const answer = await app.fetch(request, {});
    const told = await answer.text();
    const isJson = /json/.test(answer.headers.get("content-type") ?? "");
    return { status: answer.status, text: told, json: isJson ? JSON.parse(told) : null };
  };
}
export type HttpClient = ReturnType<typeof httpClient>;
