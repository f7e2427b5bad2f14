import { createTestFiles, type TestFiles } from "../fixtures/files.ts";
import type { TestHub } from "../fixtures/hub.ts";
import { GrpcClient } from "../servers/grpc-client.ts";
import { startGrpc } from "../servers/grpc.ts";
import type { Transport } from "./transport.ts";
import { overGraphql } from "./ways/graphql.ts";
import { overGrpc } from "./ways/grpc.ts";
import { HUB, httpClient, type HttpClient } from "./ways/over-http.ts";
import { overRest } from "./ways/rest.ts";
import { overSoap } from "./ways/soap.ts";
import { overTrpc } from "./ways/trpc.ts";
import { World } from "./world.ts";

/** The transports over which a caller with a credential calls operations, in front of one hub. */
export interface Callers {
  readonly world: World;
  readonly files: TestFiles;
  readonly send: HttpClient;
  readonly grpc: GrpcClient;
  readonly rest: Transport;
  readonly transports: readonly Transport[];
  close(): Promise<void>;
}

export async function startCallers(hub: TestHub): Promise<Callers> {
  const files = await createTestFiles();
  const world = new World(hub);
  const server = await startGrpc(world.gateway);
  const client = new GrpcClient(server.port);
  const send = httpClient(world, files);
  const rest = overRest(send);
  return {
    world,
    files,
    send,
    grpc: client,
    rest,
    transports: [rest, overTrpc(send), overGraphql(send), overGrpc(client), overSoap(send)],
    async close() {
      client.close();
      await server.close();
      await files.close();
    },
  };
}

/** Those of our own pages, which bring the cookie of a session instead of a key. */
export function withSession(send: HttpClient): readonly Transport[] {
  const sent: HttpClient = ({ token, ...call }, ask) => {
    const headers = { ...ask.headers, cookie: `sid=${token ?? ""}`, origin: HUB, "sec-fetch-site": "same-origin" };
    return send({ ...call, token: undefined }, { ...ask, headers });
  };
  return [overRest(sent), overTrpc(sent), overGraphql(sent)];
}
