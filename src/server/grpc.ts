import { credentialsOf } from "#transports/grpc/credentials.ts";
import { createGrpcServer } from "#transports/grpc/server.ts";
import type { Readiness } from "./health.ts";
import type { ServerHub } from "./hub.ts";
import type { Service } from "./service.ts";

const LOOK_MS = 500;

/** gRPC on its own port. Undefined when the default port is in use. */
export async function startGrpc(hub: ServerHub, readiness: Readiness): Promise<Service | undefined> {
  const { config, gateway, log } = hub;
  const { grpcPort, grpc, host, trustProxyHops } = config;
  const onError = (error: unknown) => log.error({ err: error }, "A call over gRPC failed");
  const server = createGrpcServer({ ...grpc, gateway, trustProxyHops, onError, credentials: credentialsOf(grpc.tls) });
  try {
    const port = await server.listen(grpcPort, host);
    log.info({ port, tls: grpc.tls !== undefined }, "gRPC is served");
  } catch (error) {
    if (!isTaken(error)) throw error;
    if (!grpc.mayLack) throw new GrpcPortTaken(grpcPort);
    log.warn(`Port ${grpcPort} is in use: gRPC is not served. Set GRPC_PORT to another one.`);
    return undefined;
  }
  const look = () => server.setReady(!readiness.draining && hub.db.up());
  look();
  const timer = setInterval(look, LOOK_MS).unref();
  return {
    async stop() {
      clearInterval(timer);
      await server.close();
    },
  };
}

export class GrpcPortTaken extends Error {
  constructor(port: number) {
    super(`The port ${port} is in use. Set GRPC_PORT to another one.`);
  }
}

/** grpc-js reports it only in the message. */
const isTaken = (error: unknown): boolean => error instanceof Error && error.message.includes("EADDRINUSE");
