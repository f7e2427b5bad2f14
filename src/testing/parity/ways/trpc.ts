import { trpc } from "#transports/documents/surfaces.ts";
import { at, textOf } from "../scenario.ts";
import type { Outcome, Transport } from "../transport.ts";
import type { HttpClient } from "./over-http.ts";
import { pointersOf } from "./pointers.ts";

export function overTrpc(send: HttpClient): Transport {
  return {
    name: "tRPC",
    operations: new Set(trpc.offers.keys()),
    async call(call): Promise<Outcome> {
      const { operation, input } = call;
      const isQuery = trpc.offers.get(operation)?.includes("query") === true;
      const query = isQuery ? `?input=${encodeURIComponent(JSON.stringify(input))}` : "";
      const asked = isQuery ? { method: "GET" } : { method: "POST", body: input };
      const { json } = await send(call, { ...asked, path: `/api/trpc/${operation}${query}` });
      const error = at(json, "error.data");
      if (error !== undefined) {
        const [kind, code] = [textOf(at(error, "kind")), textOf(at(error, "code"))];
        return { refused: { status: { kind }, code, pointers: pointersOf(error) } };
      }
      const data = at(json, "result.data") ?? null;
      const created = at(data, "created");
      return {
        answer: at(data, "order") ?? at(data, "data") ?? data,
        created: typeof created === "boolean" ? created : undefined,
      };
    },
  };
}
