import type { ServiceDefinition, UntypedServiceImplementation } from "@grpc/grpc-js";
import { bidiHandler } from "./bidi.ts";
import { clientStreamHandler, serverStreamHandler, type Served, unaryHandler } from "./handlers.ts";
import type { MethodDeclaration } from "./methods.ts";
import { described } from "./schema/described.ts";
import { PACKAGE } from "./schema/model.ts";
import { services } from "./services.ts";

const bytes = (given: Buffer): Buffer => given;

/** Every service, as grpc-js takes it. */
export function definitionsOf(served: Omit<Served, "shape">) {
  return services.map((declared, at) => {
    const shape = described.services[at];
    const name = `${PACKAGE}.${declared.name}`;
    const methods = declared.methods.flatMap((method, index) => {
      const own = shape?.methods[index];
      return own === undefined ? [] : [{ method, shape: own }];
    });
    const definition: ServiceDefinition = Object.fromEntries(
      methods.map(({ shape: { name: each, clientStreams, serverStreams } }) => [
        each,
        {
          path: `/${name}/${each}`,
          requestStream: clientStreams,
          responseStream: serverStreams,
          requestSerialize: bytes,
          requestDeserialize: bytes,
          responseSerialize: bytes,
          responseDeserialize: bytes,
        },
      ]),
    );
    const implementation: UntypedServiceImplementation = Object.fromEntries(
      methods.map(({ method, shape: own }) => [method.name, handlerOf({ ...served, shape: own }, method)]),
    );
    return { name, definition, implementation };
  });
}

function handlerOf(served: Served, method: MethodDeclaration) {
  if (method.kind === "unary") return unaryHandler(served, method);
  if (method.kind === "bidi") return bidiHandler(served, method);
  return method.kind === "server_stream" ? serverStreamHandler(served, method) : clientStreamHandler(served, method);
}
