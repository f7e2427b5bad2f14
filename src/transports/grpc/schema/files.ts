import type { MethodDeclaration, ServiceDeclaration } from "../methods.ts";
import { type Enumeration, isType, type Message, type Method, PACKAGE, type ProtoFile, type Service } from "./model.ts";
import { snake } from "./names.ts";
import { Numbers, type Given } from "./numbers.ts";
import { Types } from "./types.ts";

export interface Described {
  readonly files: readonly ProtoFile[];
  readonly services: readonly Service[];
  /** As they are kept for the next time. */
  readonly numbers: Given;
}

const FOLDER = PACKAGE.replaceAll(".", "/");
const SHARED = `${FOLDER}/shared.proto`;

/** The files that these services come to: one each, and one for the types that several of them use. */
export function describe(declared: readonly ServiceDeclaration[], given: Given): Described {
  const numbers = new Numbers(given);
  const types = new Types(numbers);
  const all = declared.flatMap(({ methods }) => methods);
  const requests = new Map(all.map(({ request }) => [request.name, types.root(request, "input")]));
  const methodOf = (method: MethodDeclaration): Method => {
    const { name, summary, request, response, kind } = method;
    const asked = requests.get(request.name);
    if (asked === undefined) throw new Error(`There is no message ${request.name}`);
    return {
      name,
      comment: summary,
      request: asked,
      response: types.root(response, "output"),
      clientStreams: kind === "client_stream" || kind === "bidi",
      serverStreams: kind === "server_stream" || kind === "bidi",
      ignores: exceptionsOf(method),
    };
  };
  const services = declared.map(({ name, summary, methods }) => ({
    name,
    comment: summary,
    methods: methods.map(methodOf),
  }));
  return { files: filesOf(services), services, numbers: numbers.all() };
}

/** The contract names some messages otherwise than `buf lint` would. */
function exceptionsOf({ name, request, response }: MethodDeclaration): string[] {
  return [
    ...(request.name === `${name}Request` ? [] : ["RPC_REQUEST_STANDARD_NAME"]),
    ...(response.name === `${name}Response` ? [] : ["RPC_RESPONSE_STANDARD_NAME"]),
  ];
}

type Type = Message | Enumeration;

function filesOf(services: readonly Service[]): ProtoFile[] {
  const reached = services.map((service) => ({ service, types: typesOf(service) }));
  const isShared = (type: Type) => reached.filter(({ types }) => types.has(type)).length > 1;
  const shared = new Set(reached.flatMap(({ types }) => [...types].filter(isShared)));
  const common = shared.size === 0 ? [] : [{ path: SHARED, imports: importsOf([...shared]), types: [...shared] }];
  const own = reached.map(({ service, types }) => {
    const held = [...types].filter((type) => !shared.has(type));
    const imports = [...(held.length < types.size ? [SHARED] : []), ...importsOf(held)];
    return { path: `${FOLDER}${snake(service.name).replace("_", "/")}.proto`, imports, service, types: held };
  });
  return [...common, ...own];
}

/** Requests and responses first, then what they hold. */
function typesOf({ methods }: Service): Set<Type> {
  const found = new Set<Type>(methods.flatMap(({ request, response }) => [request, response]));
  for (const type of found) for (const held of heldBy(type)) if (!held.name.includes(".")) found.add(held);
  return found;
}

function heldBy(type: Type): Type[] {
  if (type.kind === "enum") return [];
  const held = type.fields.flatMap((field) => (isType(field.type) ? [field.type] : []));
  return [...held, ...held.filter((each) => each.name.includes(".")).flatMap(heldBy)];
}

function importsOf(types: readonly Type[]): string[] {
  const held = new Set(types.flatMap(wellKnown));
  return [
    ...(held.has("value") ? ["google/protobuf/struct.proto"] : []),
    ...(held.has("timestamp") ? ["google/protobuf/timestamp.proto"] : []),
  ];
}

const wellKnown = (type: Type): unknown[] =>
  type.kind === "enum" ? [] : [...type.fields.map((field) => field.type), ...type.nested.flatMap(wellKnown)];
