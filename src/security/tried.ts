import { operations } from "#core/catalogue.ts";
import type { AnyOperation } from "#core/kernel/operation.ts";
import { surfaces } from "#transports/documents/surfaces.ts";
import { services } from "#transports/grpc/services.ts";

/** The transports over which a caller with a credential calls single operations. */
export const TRANSPORTS = ["REST v2", "tRPC", "GraphQL", "gRPC", "SOAP"];

/** Methods of gRPC whose calls come over a stream of the caller's, and the operations that they call. */
export const clientStreams = services.flatMap(({ name, methods }) =>
  methods
    .filter(({ kind }) => kind === "client_stream" || kind === "bidi")
    .map((method) => ({ path: `${name}/${method.name}`, operations: method.operations })),
);
const overClientStreams = new Set(clientStreams.flatMap((method) => method.operations.map(({ name }) => name)));

/**
 * The operations that a transport calls singly. Streaming queries end with a right that is lost, and have tests of
 * their own (src/server/every-transport-keys.test.ts).
 */
export function calledOver(transport: string): readonly AnyOperation[] {
  const offers = surfaces.find(({ name }) => name === transport)?.offers;
  return operations.filter(
    ({ name, kind }) =>
      offers?.has(name) === true &&
      (kind === "command" || kind === "query") &&
      (transport !== "gRPC" || !overClientStreams.has(name)),
  );
}
