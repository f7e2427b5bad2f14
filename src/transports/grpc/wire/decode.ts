import { BinaryReader, WireType } from "@bufbuild/protobuf/wire";
import type { Enumeration, Field, FieldType, Message } from "../schema/model.ts";

type Plain = Record<string, unknown>;
type Read = (reader: BinaryReader, before: unknown) => unknown;

/** Reads a request as the JSON that its operation takes. Throws where the bytes are not protobuf. */
export type Decode = (bytes: Uint8Array) => object;

export function decoderOf(message: Message): Decode {
  const read = fieldsReader(message);
  return (bytes) => {
    const reader = new BinaryReader(bytes);
    return read(reader, reader.len, {});
  };
}

type ReadFields = (reader: BinaryReader, end: number, into: Plain) => Plain;

const readers = new WeakMap<Message, ReadFields>();

interface Reading {
  readonly name: string;
  readonly wire: WireType;
  readonly isMany: boolean;
  readonly isPackable: boolean;
  /** The other fields of its `oneof`: the last one that is written counts. */
  readonly rivals: readonly string[];
  readonly read: Read;
}

function fieldsReader(message: Message): ReadFields {
  const known = readers.get(message);
  if (known !== undefined) return known;
  const fields = new Map(message.fields.map((field) => [field.number, readingOf(field, message)]));
  const readFields: ReadFields = (reader, end, into) => {
    while (reader.pos < end) {
      const [number, wire] = reader.tag();
      const field = fields.get(number);
      // What a newer client knows and we do not is passed over, as protobuf has it.
      if (field === undefined || !take(reader, { field, wire, into })) reader.skip(wire, number);
    }
    refuseOverrun(reader, end);
    return into;
  };
  readers.set(message, readFields);
  return readFields;
}

interface Given {
  readonly field: Reading;
  readonly wire: WireType;
  readonly into: Plain;
}

/** False when the field is not of this type on the wire. */
function take(reader: BinaryReader, { field, wire, into }: Given): boolean {
  const { name, isMany, isPackable, rivals, read } = field;
  if (isMany && isPackable && wire === WireType.LengthDelimited) {
    const end = endOf(reader);
    while (reader.pos < end) push(into, name, read(reader, undefined));
    refuseOverrun(reader, end);
    return true;
  }
  if (wire !== field.wire) return false;
  for (const rival of rivals) delete into[rival];
  if (isMany) push(into, name, read(reader, undefined));
  else into[name] = read(reader, into[name]);
  return true;
}

function push(into: Plain, name: string, value: unknown): void {
  const list = into[name];
  if (Array.isArray(list)) list.push(value);
  else into[name] = [value];
}

function endOf(reader: BinaryReader): number {
  const length = reader.uint32();
  const end = reader.pos + length;
  if (end > reader.len) throw new RangeError("A length reaches beyond the message");
  return end;
}

function refuseOverrun({ pos }: BinaryReader, end: number): void {
  if (pos !== end) throw new RangeError("A message ends within a field");
}

function readingOf({ name, type, label }: Field, { choice }: Message): Reading {
  const wire = wireOf(type);
  const rivals = choice?.fields.includes(name) === true ? choice.fields.filter((field) => field !== name) : [];
  const isPackable = wire !== WireType.LengthDelimited;
  return { name, wire, isMany: label === "many", isPackable, rivals, read: readerOf(type) };
}

function wireOf(type: FieldType): WireType {
  if (typeof type === "object") return type.kind === "enum" ? WireType.Varint : WireType.LengthDelimited;
  if (type === "double") return WireType.Bit64;
  return type === "bool" || type === "int32" || type === "int64" ? WireType.Varint : WireType.LengthDelimited;
}

function readerOf(type: FieldType): Read {
  if (typeof type === "object") return type.kind === "enum" ? enumReader(type) : messageReader(type);
  switch (type) {
    case "string":
      return (reader) => reader.string(true);
    case "bytes":
      return (reader) => reader.bytes();
    case "bool":
      return (reader) => reader.bool();
    case "int32":
      return (reader) => reader.int32();
    case "int64":
      return (reader) => Number(reader.int64());
    case "double":
      return (reader) => reader.double();
    case "timestamp":
      return (reader) => timestamp(reader);
    case "value":
      throw new Error("No request holds a value of any kind");
  }
}

/** Unspecified is absent; an unknown number is rejected by the schema, as it is no string. */
function enumReader({ values }: Enumeration): Read {
  const names = new Map<number, string | undefined>([
    [0, undefined],
    ...values.map(({ name, number }) => [number, name] as const),
  ]);
  return (reader) => {
    const number = reader.int32();
    return names.has(number) ? names.get(number) : number;
  };
}

/** Parts of one message that come apart belong together. */
function messageReader(message: Message): Read {
  let read: ReadFields | undefined;
  return (reader, before) => {
    read ??= fieldsReader(message);
    const into = typeof before === "object" && before !== null ? { ...before } : {};
    return read(reader, endOf(reader), into);
  };
}

const MOST_SECONDS = 8_640_000_000_000;

/** To the millisecond. What no clock shows is no instant to any schema. */
function timestamp(reader: BinaryReader): string {
  const end = endOf(reader);
  let seconds = 0;
  let nanos = 0;
  while (reader.pos < end) {
    const [number, wire] = reader.tag();
    if (number === 1 && wire === WireType.Varint) seconds = Number(reader.int64());
    else if (number === 2 && wire === WireType.Varint) nanos = reader.int32();
    else reader.skip(wire, number);
  }
  refuseOverrun(reader, end);
  const isReal = Math.abs(seconds) <= MOST_SECONDS && nanos >= 0 && nanos < 1_000_000_000;
  return isReal ? new Date(seconds * 1000 + Math.floor(nanos / 1_000_000)).toISOString() : "beyond time";
}
