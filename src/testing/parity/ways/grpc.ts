import type { JsonObject } from "@bufbuild/protobuf";
import { type ServiceError, status } from "@grpc/grpc-js";
import { services } from "#transports/grpc/services.ts";
import { type GrpcClient } from "../../servers/grpc-client.ts";
import { codeOf } from "../../servers/grpc.ts";
import { at, type Json } from "../scenario.ts";
import type { Call, Outcome, Transport } from "../transport.ts";
import { plainOf, wireOf } from "./grpc-json.ts";

const methods = new Map(
  services.flatMap(({ name, methods: own }) =>
    own
      .filter(({ kind }) => kind === "unary" || kind === "server_stream")
      .flatMap((method) =>
        method.operations.map((each) => [each.name, { path: `${name}/${method.name}`, method }] as const),
      ),
  ),
);

export function overGrpc(client: GrpcClient): Transport {
  return {
    name: "gRPC",
    operations: new Set(methods.keys()),
    async call(call): Promise<Outcome> {
      const found = methods.get(call.operation);
      if (found === undefined) throw new Error(`gRPC has no ${call.operation}`);
      const { path, method } = found;
      try {
        if (method.kind === "server_stream") return { answer: await drained(client, path, call) };
        const message = wireOf(path, call.input);
        const { json } = await client.call(path, message, { metadata: metadataOf(call) });
        const plain = plainOf(path, json);
        const created = at(plain, "created");
        return {
          answer: at(plain, "order") ?? at(plain, "level") ?? plain,
          created: typeof created === "boolean" ? created : undefined,
        };
      } catch (error) {
        if (!isServiceError(error)) throw error;
        return { refused: { status: { grpc: status[error.code] ?? String(error.code) }, code: codeOf(error) } };
      }
    },
  };
}

const isServiceError = (error: unknown): error is ServiceError =>
  error instanceof Error && "code" in error && "metadata" in error;

async function drained(client: GrpcClient, path: string, call: Call): Promise<Json> {
  const items: Json[] = [];
  const stream = client.serverStream(path, wireOf(path, call.input), { metadata: metadataOf(call) });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the client's own deserialiser makes these
  for await (const item of stream) items.push(plainOf(path, item as JsonObject));
  return items;
}

const metadataOf = ({ token, key, traceparent }: Call): Record<string, string> => ({
  traceparent,
  ...(token !== undefined && { authorization: `Bearer ${token}` }),
  ...(key !== undefined && { "idempotency-key": key }),
});
