import { routes } from "#transports/rest/routes.ts";
import { at, type Json, textOf } from "../scenario.ts";
import type { Call, Outcome, Transport } from "../transport.ts";
import type { HttpClient } from "./over-http.ts";
import { pointersOf } from "./pointers.ts";

/** What the scenarios call, by the first route of each operation. */
const calls = new Map(routes.toReversed().map((route) => [route.operation.name, route]));

export function overRest(send: HttpClient): Transport {
  return {
    name: "REST v2",
    operations: new Set(calls.keys()),
    async call(call: Call): Promise<Outcome> {
      const route = calls.get(call.operation);
      if (route === undefined) throw new Error(`REST has no ${call.operation}`);
      const { method } = route;
      const { path, headers, rest } = addressed(route.path, call.input);
      const isRead = method === "GET";
      const address = isRead ? `${path}?${queryOf(rest)}` : path;
      const { status, json } = await send(call, {
        method,
        path: `/api/v2${address}`,
        headers,
        body: isRead ? undefined : rest,
      });
      if (status >= 400)
        return { refused: { status: { http: status }, code: textOf(at(json, "code")), pointers: pointersOf(json) } };
      return { answer: at(json, "data") ?? json, created: status === 201 };
    },
  };
}

/** The input's ids stand in the path and its version in a header. */
function addressed(template: string, { ifVersion, ...input }: Call["input"]) {
  const named = new Set([...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ""));
  const path = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(textOf(input[name])));
  const rest = Object.fromEntries(Object.entries(input).filter(([name]) => !named.has(name)));
  return { path, rest, headers: ifVersion === undefined ? {} : { "if-match": `"${textOf(ifVersion)}"` } };
}

const queryOf = (input: Readonly<Record<string, Json>>): string =>
  new URLSearchParams(Object.entries(input).map(([name, value]) => [name, textOf(value)])).toString();
