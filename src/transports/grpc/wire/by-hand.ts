import type { Field, FieldType, Label, Message } from "../schema/model.ts";

type Shorthand = FieldType | readonly [FieldType, Label];

/** A message of others, by the numbers of its fields. */
export function byHand(name: string, fields: Readonly<Record<string, readonly [number, Shorthand]>>): Message {
  return {
    kind: "message",
    name,
    nested: [],
    reserved: { names: [], numbers: [] },
    fields: Object.entries(fields).map(([field, [number, held]]) => fieldOf(field, number, held)),
  };
}

function fieldOf(name: string, number: number, held: Shorthand): Field {
  const [type, label] = isPair(held) ? held : [held, "one" as const];
  return { name, number, type, label };
}

const isPair = (held: Shorthand): held is readonly [FieldType, Label] => Array.isArray(held);
