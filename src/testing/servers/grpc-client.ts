import {
  createFileRegistry,
  create,
  type DescMethod,
  fromBinary,
  fromJson,
  type JsonObject,
  toBinary,
  toJson,
} from "@bufbuild/protobuf";
import {
  FileDescriptorSetSchema,
  file_google_protobuf_struct,
  file_google_protobuf_timestamp,
} from "@bufbuild/protobuf/wkt";
import { type CallOptions, Client, credentials, type ChannelCredentials, Metadata, status } from "@grpc/grpc-js";
import { described } from "#transports/grpc/schema/described.ts";
import { descriptorOf } from "#transports/grpc/schema/descriptors.ts";

const registry = createFileRegistry(
  create(FileDescriptorSetSchema, {
    file: [
      file_google_protobuf_struct.proto,
      file_google_protobuf_timestamp.proto,
      ...described.files.map(descriptorOf),
    ],
  }),
);

export interface Asking {
  readonly metadata?: Readonly<Record<string, string>>;
  readonly deadlineMs?: number;
}

/** A client over what compilers of `.proto` make of our files: protobuf-es writes and reads, and not we. */
export class GrpcClient {
  readonly #client: Client;

  constructor(port: number, secured: ChannelCredentials = credentials.createInsecure(), options: object = {}) {
    this.#client = new Client(`127.0.0.1:${port}`, secured, options);
  }

  close(): void {
    this.#client.close();
  }

  /** Unary calls, by the method's name: `OrderService/PlaceOrder`. */
  call(name: string, message: JsonObject, asking: Asking = {}): Promise<Told> {
    const { path, method } = methodOf(name);
    return new Promise((resolve, reject) => {
      const told: { json: JsonObject } = { json: {} };
      const call = this.#client.makeUnaryRequest(
        path,
        (given: JsonObject) => written(method, given),
        (bytes) => read(method, bytes),
        message,
        metadataOf(asking),
        optionsOf(asking),
        (error, value) => {
          if (error !== null) reject(error);
          else told.json = value ?? {};
        },
      );
      call.on("status", ({ code, metadata }) => {
        if (code === status.OK) queueMicrotask(() => resolve({ ...told, trailers: metadata }));
      });
    });
  }

  serverStream(name: string, message: JsonObject, asking: Asking = {}) {
    const { path, method } = methodOf(name);
    return this.#client.makeServerStreamRequest(
      path,
      (given: JsonObject) => written(method, given),
      (bytes) => read(method, bytes),
      message,
      metadataOf(asking),
      optionsOf(asking),
    );
  }

  clientStream(name: string, asking: Asking = {}) {
    const { path, method } = methodOf(name);
    const answer = Promise.withResolvers<JsonObject>();
    const call = this.#client.makeClientStreamRequest(
      path,
      (given: JsonObject) => written(method, given),
      (bytes) => read(method, bytes),
      metadataOf(asking),
      optionsOf(asking),
      (error, value) => (error === null ? answer.resolve(value ?? {}) : answer.reject(error)),
    );
    return { call, answer: answer.promise };
  }

  bidiStream(name: string, asking: Asking = {}) {
    const { path, method } = methodOf(name);
    return this.#client.makeBidiStreamRequest(
      path,
      (given: JsonObject) => written(method, given),
      (bytes) => read(method, bytes),
      metadataOf(asking),
      optionsOf(asking),
    );
  }

  /** Bytes as they are, to any path. */
  raw(path: string, bytes: Buffer, asking: Asking = {}): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      this.#client.makeUnaryRequest(
        path,
        (given: Buffer) => given,
        (given) => given,
        bytes,
        metadataOf(asking),
        optionsOf(asking),
        (error, value) => (error === null && value !== undefined ? resolve(value) : reject(error)),
      );
    });
  }
}

interface Told {
  readonly json: JsonObject;
  readonly trailers: Metadata;
}

export function methodOf(name: string): { readonly path: string; readonly method: DescMethod } {
  const [service = "", own = ""] = name.split("/");
  const method = registry.getService(`crossdock.v1.${service}`)?.methods.find((each) => each.name === own);
  if (method === undefined) throw new Error(`There is no method ${name}`);
  return { path: `/crossdock.v1.${name}`, method };
}

const written = ({ input }: DescMethod, message: JsonObject): Buffer =>
  Buffer.from(toBinary(input, fromJson(input, message)));

function read({ output }: DescMethod, bytes: Buffer): JsonObject {
  const json = toJson(output, fromBinary(output, bytes), { registry });
  return typeof json === "object" && json !== null && !Array.isArray(json) ? json : {};
}

function metadataOf({ metadata: given = {} }: Asking): Metadata {
  const metadata = new Metadata();
  for (const [name, value] of Object.entries(given)) metadata.set(name, value);
  return metadata;
}

const optionsOf = ({ deadlineMs }: Asking): CallOptions =>
  deadlineMs === undefined ? {} : { deadline: Date.now() + deadlineMs };
