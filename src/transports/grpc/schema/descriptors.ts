import { create, type MessageInitShape } from "@bufbuild/protobuf";
import {
  type DescriptorProtoSchema,
  type EnumDescriptorProtoSchema,
  FieldDescriptorProto_Label as Labels,
  FieldDescriptorProto_Type as Types,
  type FieldDescriptorProtoSchema,
  type FileDescriptorProto,
  FileDescriptorProtoSchema,
} from "@bufbuild/protobuf/wkt";
import {
  type Enumeration,
  type Field,
  type FieldType,
  type Message,
  type Method,
  PACKAGE,
  type ProtoFile,
} from "./model.ts";
import { lastOf, snake, valueName } from "./names.ts";

type Init<S extends { $typeName?: string } & Parameters<typeof create>[0]> = MessageInitShape<S>;

/** The same file as compilers of `.proto` hand it on, for reflection. */
export function descriptorOf({ path, imports, service, types }: ProtoFile): FileDescriptorProto {
  return create(FileDescriptorProtoSchema, {
    name: path,
    package: PACKAGE,
    syntax: "proto3",
    dependency: [...imports],
    ...within(types),
    service: service === undefined ? [] : [{ name: service.name, method: service.methods.map(method) }],
  });
}

function within(types: readonly (Message | Enumeration)[]) {
  return {
    messageType: types.filter((type) => type.kind === "message").map(message),
    enumType: types.filter((type) => type.kind === "enum").map(enumeration),
  };
}

const fullName = (name: string): string => `.${PACKAGE}.${name}`;

const method = ({ name, request, response, clientStreams, serverStreams }: Method) => ({
  name,
  inputType: fullName(request.name),
  outputType: fullName(response.name),
  ...(clientStreams && { clientStreaming: true }),
  ...(serverStreams && { serverStreaming: true }),
});

function message({ name, fields, nested, reserved, choice }: Message): Init<typeof DescriptorProtoSchema> {
  const optional = fields.filter(({ label }) => label === "optional");
  const choices = choice === undefined ? [] : [{ name: choice.name }];
  const placeOf = (each: Field) => {
    if (choice?.fields.includes(each.name) === true) return 0;
    return each.label === "optional" ? choices.length + optional.indexOf(each) : undefined;
  };
  const { messageType: nestedType, enumType } = within(nested);
  return {
    name: lastOf(name),
    field: fields.map((each) => field(each, placeOf(each))),
    nestedType,
    enumType,
    // What `optional` is in proto3: a choice of one field, and these stand last.
    oneofDecl: [...choices, ...optional.map((each) => ({ name: `_${snake(each.name)}` }))],
    reservedName: [...reserved.names],
    reservedRange: reserved.numbers.map((number) => ({ start: number, end: number + 1 })),
  };
}

function field(
  { name, number, type, label }: Field,
  choice: number | undefined,
): Init<typeof FieldDescriptorProtoSchema> {
  return {
    name: snake(name),
    jsonName: name,
    number,
    label: label === "many" ? Labels.REPEATED : Labels.OPTIONAL,
    ...typeOf(type),
    ...(label === "optional" && { proto3Optional: true }),
    ...(choice !== undefined && { oneofIndex: choice }),
  };
}

const SCALARS = {
  string: Types.STRING,
  bool: Types.BOOL,
  int32: Types.INT32,
  int64: Types.INT64,
  double: Types.DOUBLE,
  bytes: Types.BYTES,
} as const;

function typeOf(type: FieldType) {
  if (type === "timestamp") return { type: Types.MESSAGE, typeName: ".google.protobuf.Timestamp" };
  if (type === "value") return { type: Types.MESSAGE, typeName: ".google.protobuf.Value" };
  if (typeof type !== "object") return { type: SCALARS[type] };
  return { type: type.kind === "enum" ? Types.ENUM : Types.MESSAGE, typeName: fullName(type.name) };
}

const enumeration = ({ name, values, reserved }: Enumeration): Init<typeof EnumDescriptorProtoSchema> => ({
  name: lastOf(name),
  value: [
    { name: valueName(name, "unspecified"), number: 0 },
    ...values.map((value) => ({ name: valueName(name, value.name), number: value.number })),
  ],
  reservedName: [...reserved.names],
  reservedRange: reserved.numbers.map((number) => ({ start: number, end: number })),
});
