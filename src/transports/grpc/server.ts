import { Server, type ServerCredentials, type ServerOptions } from "@grpc/grpc-js";
import { definitionsOf } from "./definitions.ts";
import { HEALTH, Health, healthFile } from "./health.ts";
import { Reflection, REFLECTION, reflectionHandler, reflectionService } from "./reflection.ts";
import { descriptors, wellKnown } from "./schema/image.ts";
import type { Door } from "./visit.ts";

export interface GrpcOptions extends Door {
  readonly credentials: ServerCredentials;
  /** Seconds after which a connection is closed, once its streams have ended; so clients spread over new servers. */
  readonly connectionAgeS: number;
  readonly keepaliveS: number;
  readonly maxMessageBytes: number;
}

export interface GrpcServer {
  /** Answers the port. Rejects when it is taken. */
  listen(port: number, host: string): Promise<number>;
  /** Sets the state that health checks report. */
  setReady(ready: boolean): void;
  /** Says that it stops, takes no new call, and resolves when those under way have ended. */
  close(): Promise<void>;
}

const KEEPALIVE_TIMEOUT_MS = 10_000;
const STREAMS_OF_ONE_CONNECTION = 1000;
/** So that health watchers receive NOT_SERVING before the connection closes. */
const FAREWELL_MS = 100;

const optionsOf = ({ connectionAgeS, keepaliveS, maxMessageBytes }: GrpcOptions): ServerOptions => ({
  "grpc.max_receive_message_length": maxMessageBytes,
  "grpc.max_send_message_length": maxMessageBytes,
  "grpc.max_concurrent_streams": STREAMS_OF_ONE_CONNECTION,
  "grpc.keepalive_time_ms": keepaliveS * 1000,
  "grpc.keepalive_timeout_ms": KEEPALIVE_TIMEOUT_MS,
  "grpc.max_connection_age_ms": connectionAgeS * 1000,
  // Streams end at the connection's age, so that none is cut off.
  "grpc.max_connection_age_grace_ms": connectionAgeS * 1100,
});

export function createGrpcServer(options: GrpcOptions): GrpcServer {
  const server = new Server(optionsOf(options));
  const underWay = new UnderWay();
  const stopping = new AbortController();
  const definitions = definitionsOf({
    ...options,
    longestStreamMs: options.connectionAgeS * 1000,
    stopping: stopping.signal,
    begin: () => underWay.begin(),
  });
  for (const { definition, implementation } of definitions) server.addService(definition, implementation);
  const names = definitions.map(({ name }) => name);
  const health = new Health(server, names);
  const reflection = new Reflection([...descriptors, ...wellKnown, healthFile()], [...names, HEALTH, ...REFLECTION]);
  for (const name of REFLECTION)
    server.addService(reflectionService(name), { ServerReflectionInfo: reflectionHandler(reflection) });
  return {
    setReady: (ready) => health.set(ready),
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        const address = `${host.includes(":") ? `[${host}]` : host}:${port}`;
        server.bindAsync(address, options.credentials, (error, bound) =>
          error === null ? resolve(bound) : reject(error),
        );
      }),
    async close() {
      health.set(false);
      stopping.abort();
      const closed = new Promise<void>((resolve) => server.tryShutdown(() => resolve()));
      await underWay.none();
      const farewell = setTimeout(() => server.forceShutdown(), FAREWELL_MS);
      await closed;
      clearTimeout(farewell);
    },
  };
}

/** Counts calls to our services; health watches never end by themselves and do not count. */
class UnderWay {
  #count = 0;
  #waiting: (() => void)[] = [];

  begin(): () => void {
    this.#count += 1;
    return () => {
      this.#count -= 1;
      if (this.#count > 0) return;
      for (const resolve of this.#waiting.splice(0)) resolve();
    };
  }

  none(): Promise<void> {
    return this.#count === 0 ? Promise.resolve() : new Promise((resolve) => this.#waiting.push(resolve));
  }
}
