type Schema = Readonly<Record<string, unknown>>;

export type SchemaField = {
  name: string;
  depth: number;
  /** In the notation of the schema: `string`, `integer`, `object[]`, `"a" | "b"`. */
  type: string;
  required: boolean;
  /** Starts another alternative of a union. */
  otherShape: boolean;
  example: string | null;
};

const DEEPEST = 5;
const MOST_VALUES = 8;

const isSchema = (value: unknown): value is Schema =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const schemaOf = (value: unknown): Schema => (isSchema(value) ? value : {});
const schemasOf = (value: unknown): Schema[] => (Array.isArray(value) ? value.filter(isSchema) : []);

/** The fields of a JSON Schema as an indented list, with definitions inlined. */
export function schemaFields(root: Schema): SchemaField[] {
  const definitions = schemaOf(root["$defs"]);
  const resolve = (schema: Schema): Schema => {
    const ref = schema["$ref"];
    if (typeof ref !== "string") return schema;
    return schemaOf(definitions[ref.slice(ref.lastIndexOf("/") + 1)]);
  };
  return fieldsOf({ schema: resolve(root), resolve, depth: 0 });
}

type Part = { schema: Schema; resolve: (schema: Schema) => Schema; depth: number };

function fieldsOf({ schema, resolve, depth }: Part): SchemaField[] {
  const shapes = shapesOf(schema, resolve);
  if (depth > DEEPEST) return [];
  return shapes.flatMap((shape, index) => {
    const required = Array.isArray(shape["required"]) ? shape["required"] : [];
    return Object.entries(schemaOf(shape["properties"])).flatMap(([name, given], nth) => {
      const child = resolve(schemaOf(given));
      const field: SchemaField = {
        name,
        depth,
        type: typeOf(child, resolve),
        required: required.includes(name),
        otherShape: index > 0 && nth === 0,
        example: exampleOf(child),
      };
      return [field, ...fieldsOf({ schema: child, resolve, depth: depth + 1 })];
    });
  });
}

/** The objects in a value: itself, its items, or the alternatives of a union. */
function shapesOf(schema: Schema, resolve: Part["resolve"]): Schema[] {
  if (isSchema(schema["properties"])) return [schema];
  if (isSchema(schema["items"])) return shapesOf(resolve(schema["items"]), resolve);
  return choicesOf(schema).flatMap((choice) => shapesOf(resolve(choice), resolve));
}

const choicesOf = (schema: Schema): Schema[] => [...schemasOf(schema["anyOf"]), ...schemasOf(schema["oneOf"])];

function typeOf(schema: Schema, resolve: Part["resolve"]): string {
  const { type, format, enum: values, const: only, items } = schema;
  if (only !== undefined) return JSON.stringify(only);
  if (Array.isArray(values)) {
    const shown = values.slice(0, MOST_VALUES).map((value) => JSON.stringify(value));
    return [...shown, ...(values.length > MOST_VALUES ? ["…"] : [])].join(" | ");
  }
  const choices = choicesOf(schema);
  if (choices.length > 0) return [...new Set(choices.map((choice) => typeOf(resolve(choice), resolve)))].join(" | ");
  if (type === "array") {
    const inner = typeOf(resolve(schemaOf(items)), resolve);
    return inner.includes(" ") ? `(${inner})[]` : `${inner}[]`;
  }
  const word = Array.isArray(type) ? type.join(" | ") : typeof type === "string" ? type : "any";
  return typeof format === "string" ? `${word} (${format})` : word;
}

function exampleOf({ example, type }: Schema): string | null {
  return example === undefined || type === "object" ? null : JSON.stringify(example);
}
