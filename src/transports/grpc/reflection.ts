import { toBinary } from "@bufbuild/protobuf";
import { type FileDescriptorProto, FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import { type ServerDuplexStream, type ServiceDefinition, status } from "@grpc/grpc-js";
import { byHand } from "./wire/by-hand.ts";
import { decoderOf } from "./wire/decode.ts";
import { encoderOf } from "./wire/encode.ts";

/** `grpc.reflection`: v1 and v1alpha are the same bytes (github.com/grpc/grpc/blob/master/doc/server-reflection.md). */
const Request = byHand("ServerReflectionRequest", {
  host: [1, "string"],
  fileByFilename: [3, ["string", "optional"]],
  fileContainingSymbol: [4, ["string", "optional"]],
  allExtensionNumbersOfType: [6, ["string", "optional"]],
  listServices: [7, ["string", "optional"]],
});
const Files = byHand("FileDescriptorResponse", { fileDescriptorProto: [1, ["bytes", "many"]] });
const Name = byHand("ServiceResponse", { name: [1, "string"] });
const List = byHand("ListServiceResponse", { service: [1, [Name, "many"]] });
const Failed = byHand("ErrorResponse", { errorCode: [1, "int32"], errorMessage: [2, "string"] });
const Response = byHand("ServerReflectionResponse", {
  validHost: [1, "string"],
  originalRequest: [2, Request],
  fileDescriptorResponse: [4, Files],
  listServicesResponse: [6, List],
  errorResponse: [7, Failed],
});

const decode = decoderOf(Request);
const encode = encoderOf(Response);

interface Asked {
  readonly host?: string;
  readonly fileByFilename?: string;
  readonly fileContainingSymbol?: string;
  readonly listServices?: string;
}

/** Tells clients what is served here: which files, which names they hold. */
export class Reflection {
  readonly #services: readonly string[];
  readonly #files = new Map<string, FileDescriptorProto>();
  readonly #fileOf = new Map<string, FileDescriptorProto>();

  constructor(files: readonly FileDescriptorProto[], services: readonly string[]) {
    this.#services = services;
    for (const file of files) {
      this.#files.set(file.name, file);
      for (const name of namesIn(file)) this.#fileOf.set(name, file);
    }
  }

  answer(asked: Asked): object {
    if (asked.listServices !== undefined)
      return { listServicesResponse: { service: this.#services.map((name) => ({ name })) } };
    const { fileByFilename, fileContainingSymbol } = asked;
    const file =
      fileByFilename === undefined ? this.#fileOf.get(fileContainingSymbol ?? "") : this.#files.get(fileByFilename);
    if (file === undefined)
      return { errorResponse: { errorCode: status.NOT_FOUND, errorMessage: "There is no such name here." } };
    const needed = [...this.#with(file, new Set())].map((each) =>
      Buffer.from(toBinary(FileDescriptorProtoSchema, each)),
    );
    return { fileDescriptorResponse: { fileDescriptorProto: needed } };
  }

  /** With all its imports, so that one request suffices. */
  #with(file: FileDescriptorProto, found: Set<FileDescriptorProto>): Set<FileDescriptorProto> {
    found.add(file);
    for (const path of file.dependency) {
      const imported = this.#files.get(path);
      if (imported !== undefined && !found.has(imported)) this.#with(imported, found);
    }
    return found;
  }
}

type Messages = FileDescriptorProto["messageType"];

function namesIn({ package: within, messageType, enumType, service }: FileDescriptorProto): string[] {
  const inMessages = (messages: Messages, prefix: string): string[] =>
    messages.flatMap(({ name, nestedType, enumType: enums, field }) => [
      `${prefix}.${name}`,
      ...field.map((each) => `${prefix}.${name}.${each.name}`),
      ...enums.map((each) => `${prefix}.${name}.${each.name}`),
      ...inMessages(nestedType, `${prefix}.${name}`),
    ]);
  return [
    ...inMessages(messageType, within),
    ...enumType.map(({ name }) => `${within}.${name}`),
    ...service.flatMap(({ name, method }) => [
      `${within}.${name}`,
      ...method.map((each) => `${within}.${name}.${each.name}`),
    ]),
  ];
}

const bytes = (given: Buffer): Buffer => given;
export const REFLECTION = ["grpc.reflection.v1.ServerReflection", "grpc.reflection.v1alpha.ServerReflection"] as const;

export const reflectionService = (name: string): ServiceDefinition => ({
  ServerReflectionInfo: {
    path: `/${name}/ServerReflectionInfo`,
    requestStream: true,
    responseStream: true,
    requestSerialize: bytes,
    requestDeserialize: bytes,
    responseSerialize: bytes,
    responseDeserialize: bytes,
  },
});

export function reflectionHandler(reflection: Reflection) {
  return (call: ServerDuplexStream<Buffer, Buffer>): void => {
    call.on("data", (given: Buffer) => {
      try {
        const asked = decode(given);
        call.write(encode({ ...reflection.answer(asked), originalRequest: asked }));
      } catch {
        call.emit("error", { code: status.INVALID_ARGUMENT, details: "This is no ServerReflectionRequest." });
      }
    });
    call.on("error", () => {});
    call.on("end", () => call.end());
  };
}
