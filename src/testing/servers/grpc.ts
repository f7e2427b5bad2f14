import type { JsonObject } from "@bufbuild/protobuf";
import { type ServiceError, ServerCredentials, status } from "@grpc/grpc-js";
import type { Gateway } from "#transports/gateway/gateway.ts";
import { createGrpcServer, type GrpcOptions } from "#transports/grpc/server.ts";
import { type Asking, GrpcClient } from "./grpc-client.ts";

/** A gRPC server over a gateway of a test, on a port of its own. */
export async function startGrpc(gateway: Gateway, over: Partial<GrpcOptions> = {}) {
  const server = createGrpcServer({
    gateway,
    trustProxyHops: 0,
    onError: (error) => process.emitWarning(String(error)),
    credentials: ServerCredentials.createInsecure(),
    connectionAgeS: 3600,
    keepaliveS: 60,
    maxMessageBytes: 4_194_304,
    ...over,
  });
  const port = await server.listen(0, "127.0.0.1");
  server.setReady(true);
  return { ...server, port };
}

/** Our error code from the details of a failed call. */
export function codeOf({ code, metadata }: ServiceError): string | undefined {
  const [details] = metadata.get("grpc-status-details-bin");
  const reason = /ErrorInfo[\s\S]{1,6}?([a-z_]+\.[a-z_.]+)/.exec(Buffer.from(details ?? "").toString("latin1"))?.[1];
  // Where the deadline is the caller's, grpc-js has the last word.
  return reason ?? (code === status.DEADLINE_EXCEEDED ? "request.timeout" : undefined);
}

interface Sent {
  readonly headers: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

function askingOf({ prefer, ...metadata }: Sent["headers"]): Asking {
  const wait = /wait=(\d+)/.exec(prefer ?? "")?.[1];
  return { metadata, ...(wait !== undefined && { deadlineMs: Number(wait) * 1000 }) };
}

const HTTP: Readonly<Record<number, number>> = { [status.DEADLINE_EXCEEDED]: 504 };

/** An order over gRPC, for tests that treat all transports alike: its answer as one over HTTP would be. */
export async function overGrpc(port: number, order: JsonObject, { headers }: Sent) {
  const client = new GrpcClient(port);
  try {
    const { json } = await client.call("OrderService/PlaceOrder", order, askingOf(headers));
    return { status: 200, reader: textOf(JSON.stringify(json)) };
  } catch (error) {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- grpc-js rejects with nothing else
    const refused = error as ServiceError;
    return { status: HTTP[refused.code] ?? 400, reader: textOf(said(refused)) };
  } finally {
    client.close();
  }
}

const said = (error: ServiceError): string => JSON.stringify({ code: codeOf(error) });

const textOf = (text: string) => new Response(text).body?.pipeThrough(new TextDecoderStream()).getReader();

/** The stream of events of all orders, in the same way. */
export function streamOverGrpc(port: number, { headers }: Sent) {
  const client = new GrpcClient(port);
  const call = client.serverStream("OrderService/WatchOrders", {}, askingOf(headers));
  const body = new ReadableStream<string>({
    start(controller) {
      call.once("metadata", () => controller.enqueue("open"));
      call.on("data", (message: JsonObject) => controller.enqueue(JSON.stringify(message)));
      call.on("end", () => client.close());
      call.on("error", (error: ServiceError) => {
        if (error.code !== status.CANCELLED) controller.enqueue(said(error));
        if (error.code !== status.CANCELLED) controller.close();
        client.close();
      });
    },
    cancel: () => call.cancel(),
  });
  return Promise.resolve({ status: 200, reader: body.getReader() });
}
