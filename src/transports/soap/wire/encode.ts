import { xmlText } from "#core/kernel/xml-parts.ts";
import { type Composite, type Field, isComposite, NAMESPACE } from "../schema/model.ts";

/** Writes what an operation answers, as its JSON has it, as the element of its type. */
export type Encode = (value: object) => string;

export function encoderOf(type: Composite): Encode {
  const write = contentWriter(type);
  return (value) => `<${type.name} xmlns="${NAMESPACE}">${write(value)}</${type.name}>`;
}

type Write = (value: unknown) => string;

const writers = new WeakMap<Composite, Write>();

/** Fields in their order; what is null is absent, and what version 1 does not know stays here. */
function contentWriter(type: Composite): Write {
  const known = writers.get(type);
  if (known !== undefined) return known;
  const fields = type.fields.map((field) => ({ name: field.name, write: fieldWriter(field) }));
  const write: Write = (value) => {
    const plain = value as Readonly<Record<string, unknown>>; // oxlint-disable-line typescript/no-unsafe-type-assertion -- parsed by its schema
    let text = "";
    for (const field of fields) {
      const held = plain[field.name];
      if (held !== undefined && held !== null) text += field.write(held);
    }
    return text;
  };
  writers.set(type, write);
  return write;
}

function fieldWriter({ name, type, isMany }: Field): Write {
  const write = isComposite(type) ? contentWriter(type) : (value: unknown) => xmlText(String(value));
  const one = (value: unknown) => `<${name}>${write(value)}</${name}>`;
  return isMany ? (value) => (Array.isArray(value) ? value.map(one).join("") : "") : one;
}
