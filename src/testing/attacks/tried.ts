import { operations } from "#core/catalogue.ts";
import type { AnyOperation } from "#core/kernel/operation.ts";
import { surfaces } from "#transports/documents/surfaces.ts";
import { services } from "#transports/grpc/services.ts";

/** The transports over which a caller with a credential calls single operations. */
export const TRANSPORTS = ["REST v2", "tRPC", "GraphQL", "gRPC", "SOAP"];

const declared = new Map(operations.map((operation) => [operation.name, operation]));

/** Methods of gRPC whose calls come over a stream of the caller's: the operations that they call, and their scope. */
export const clientStreams = services.flatMap(({ name, methods }) =>
  methods
    .filter(({ kind }) => kind === "client_stream" || kind === "bidi")
    .map((method) => {
      const called = method.operations.map((operation) => operation.name);
      return { path: `${name}/${method.name}`, called, scope: declared.get(called[0] ?? "")?.scope };
    }),
);
const overClientStreams = new Set(clientStreams.flatMap(({ called }) => called));

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
