import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import type { Enumeration, Field, FieldType, Message } from "../schema/model.ts";

type Write = (writer: BinaryWriter, value: unknown) => void;
type Plain = Readonly<Record<string, unknown>>;

/** Writes what an operation answers, as its JSON has it, in protobuf. */
export type Encode = (value: object) => Buffer;

export function encoderOf(message: Message): Encode {
  const write = fieldsWriter(message);
  return (value) => {
    const writer = new BinaryWriter();
    write(writer, value);
    const { buffer, byteOffset, byteLength } = writer.finish();
    return Buffer.from(buffer, byteOffset, byteLength);
  };
}

const writers = new WeakMap<Message, Write>();

function fieldsWriter(message: Message): Write {
  const known = writers.get(message);
  if (known !== undefined) return known;
  const fields = message.fields.map((field) => ({ name: field.name, write: fieldWriter(field) }));
  const write: Write = (writer, value) => {
    const plain = value as Plain; // oxlint-disable-line typescript/no-unsafe-type-assertion -- parsed by its schema
    for (const field of fields) {
      const held = plain[field.name];
      if (held !== undefined && held !== null) field.write(writer, held);
    }
  };
  writers.set(message, write);
  return write;
}

/** Zero is omitted where it equals absence. */
const isZero = (value: unknown): boolean => value === "" || value === 0 || value === false;

function fieldWriter({ number, type, label }: Field): Write {
  if (label === "many") return manyWriter(number, type);
  const write = valueWriter(number, type);
  if (label === "optional" || typeof type === "object") return write;
  return (writer, value) => {
    if (!isZero(value)) write(writer, value);
  };
}

/** Numbers of a list travel together, as proto3 has it. */
function manyWriter(number: number, type: FieldType): Write {
  const write = valueWriter(number, type);
  if (typeof type === "object" && type.kind === "enum") {
    const numbers = numbersOf(type);
    return (writer, value) => {
      if (!Array.isArray(value) || value.length === 0) return;
      writer.tag(number, WireType.LengthDelimited).fork();
      for (const each of value) writer.int32(numbers.get(String(each)) ?? 0);
      writer.join();
    };
  }
  return (writer, value) => {
    if (Array.isArray(value)) for (const each of value) write(writer, each);
  };
}

const numbersOf = ({ values }: Enumeration) => new Map(values.map(({ name, number }) => [name, number]));

const MOST_UINT32 = 4_294_967_295;

/** What fits is written without a detour over 64 bits; the bytes are the same. */
function writeInteger(writer: BinaryWriter, value: number): void {
  if (value >= 0 && value <= MOST_UINT32) writer.uint32(value);
  else writer.int64(value);
}

function valueWriter(number: number, type: FieldType): Write {
  if (typeof type === "object") return type.kind === "enum" ? enumWriter(number, type) : messageWriter(number, type);
  switch (type) {
    case "string":
      return (writer, value) => void writer.tag(number, WireType.LengthDelimited).string(String(value).toWellFormed());
    case "bytes":
      return (writer, value) => {
        if (value instanceof Uint8Array) writer.tag(number, WireType.LengthDelimited).bytes(value);
      };
    case "bool":
      return (writer, value) => void writer.tag(number, WireType.Varint).bool(value === true);
    case "int32":
    case "int64":
      return (writer, value) => writeInteger(writer.tag(number, WireType.Varint), Number(value));
    case "double":
      return (writer, value) => void writer.tag(number, WireType.Bit64).double(Number(value));
    case "timestamp":
      return (writer, value) => {
        const ms = Date.parse(String(value));
        writer.tag(number, WireType.LengthDelimited).fork();
        writeTimestamp(writer, ms);
        writer.join();
      };
    case "value":
      return (writer, value) => {
        writer.tag(number, WireType.LengthDelimited).fork();
        writeJson(writer, value);
        writer.join();
      };
  }
}

function enumWriter(number: number, enumeration: Enumeration): Write {
  const numbers = numbersOf(enumeration);
  return (writer, value) => {
    const chosen = numbers.get(String(value));
    if (chosen !== undefined) writer.tag(number, WireType.Varint).int32(chosen);
  };
}

function messageWriter(number: number, message: Message): Write {
  let write: Write | undefined;
  return (writer, value) => {
    write ??= fieldsWriter(message);
    writer.tag(number, WireType.LengthDelimited).fork();
    write(writer, value);
    writer.join();
  };
}

function writeTimestamp(writer: BinaryWriter, ms: number): void {
  const seconds = Math.floor(ms / 1000);
  const nanos = (ms - seconds * 1000) * 1_000_000;
  if (seconds !== 0) writeInteger(writer.tag(1, WireType.Varint), seconds);
  if (nanos !== 0) writer.tag(2, WireType.Varint).uint32(nanos);
}

/** `google.protobuf.Value`: null, number, string, bool, struct, list are its fields 1 to 6. */
function writeJson(writer: BinaryWriter, value: unknown): void {
  if (typeof value === "number") writer.tag(2, WireType.Bit64).double(value);
  else if (typeof value === "string") writer.tag(3, WireType.LengthDelimited).string(value.toWellFormed());
  else if (typeof value === "boolean") writer.tag(4, WireType.Varint).bool(value);
  else if (Array.isArray(value)) {
    writer.tag(6, WireType.LengthDelimited).fork();
    for (const each of value) writeInner(writer, each);
    writer.join();
  } else if (typeof value === "object" && value !== null) {
    writer.tag(5, WireType.LengthDelimited).fork();
    for (const [name, held] of Object.entries(value)) if (held !== undefined) writeEntry(writer, name, held);
    writer.join();
  } else writer.tag(1, WireType.Varint).int32(0);
}

function writeInner(writer: BinaryWriter, value: unknown, number = 1): void {
  writer.tag(number, WireType.LengthDelimited).fork();
  writeJson(writer, value);
  writer.join();
}

function writeEntry(writer: BinaryWriter, name: string, value: unknown): void {
  writer.tag(1, WireType.LengthDelimited).fork();
  writer.tag(1, WireType.LengthDelimited).string(name.toWellFormed());
  writeInner(writer, value, 2);
  writer.join();
}
