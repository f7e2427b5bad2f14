import { type Schema, type Schemas, isSchema } from "./openapi-schemas.ts";

const BY_FORMAT: Record<string, string> = {
  uuid: "019a9c1e-7a52-7cc3-9f0e-2f6a1d6b1c11",
  "date-time": "2026-11-22T18:00:00.000Z",
  email: "a@example.com",
  uri: "https://example.com/",
};

/** What fields of these names hold in a shop; taken where the schema allows it. */
const BY_NAME: Record<string, unknown> = {
  amount: 1590,
  available: 12,
  carrier: "dpd",
  channel: "web",
  city: "London",
  code: "web",
  country: "GB",
  currency: "GBP",
  email: "a@example.com",
  externalId: "A-1001",
  line1: "1 High Street",
  location: "main",
  name: "A. Person",
  note: "Call before delivery",
  notes: "Call before delivery",
  onHand: 14,
  phone: "+44 20 7946 0000",
  postalCode: "N1 1AA",
  q: "A-1001",
  quantity: 2,
  reason: "Changed their mind",
  region: "Greater London",
  requested: 2,
  reserved: 2,
  sku: "BSK-07",
  subtotal: 1590,
  tags: ["gift"],
  title: "Woven basket",
  total: 1590,
  trackingNumber: "1Z999AA10123456784",
  trackingUrl: "https://example.com/track/1Z999AA10123456784",
  unitPrice: 795,
  version: 1,
};

/** A value of this schema: its own example, else what a field of this name holds, else the plainest one it allows. */
export function exampleOf(schema: Schema, schemas: Schemas, name?: string): unknown {
  const found = schemas.resolved(schema);
  const own = ownExample(found) ?? namedExample(found, name);
  if (own !== undefined) return own;
  const options = [found["anyOf"], found["oneOf"], found["allOf"]].find(Array.isArray);
  const [option] = (options ?? []).filter(isSchema);
  if (option !== undefined) return exampleOf(option, schemas, name);
  const types = [found["type"]].flat();
  if (types.includes("object")) return objectExample(found, schemas);
  if (types.includes("array")) return isSchema(found["items"]) ? [exampleOf(found["items"], schemas, name)] : [];
  if (types.includes("string")) return textExample(found);
  if (types.includes("integer") || types.includes("number")) return Math.max(0, Number(found["minimum"] ?? 0));
  if (types.includes("boolean")) return false;
  return null;
}

function namedExample({ type, pattern, maximum, maxLength, format }: Schema, name = ""): unknown {
  const value = Object.hasOwn(BY_NAME, name) ? BY_NAME[name] : undefined;
  if (typeof value === "number") return type === "integer" && value <= Number(maximum ?? value) ? value : undefined;
  if (typeof value !== "string" || type !== "string" || format !== undefined) return undefined;
  const fits = typeof pattern !== "string" || new RegExp(pattern, "u").test(value);
  return fits && value.length <= Number(maxLength ?? value.length) ? value : undefined;
}

function ownExample(schema: Schema): unknown {
  if (Array.isArray(schema["examples"])) return schema["examples"][0];
  if ("const" in schema) return schema["const"];
  if (Array.isArray(schema["enum"])) return schema["enum"][0];
  return schema["default"];
}

function objectExample({ properties, additionalProperties, propertyNames }: Schema, schemas: Schemas): unknown {
  if (isSchema(properties))
    return Object.fromEntries(
      Object.entries(properties).flatMap(([name, inner]) =>
        isSchema(inner) ? [[name, exampleOf(inner, schemas, name)]] : [],
      ),
    );
  if (!isSchema(additionalProperties)) return {};
  const name = isSchema(propertyNames) ? exampleOf(propertyNames, schemas) : "GBP";
  return { [String(name)]: exampleOf(additionalProperties, schemas) };
}

function textExample({ format, pattern, minLength }: Schema): string {
  const known = BY_FORMAT[String(format)];
  if (known !== undefined) return known;
  return typeof pattern === "string" ? patternExample(pattern) : "text".padEnd(Number(minLength ?? 0), ".");
}

/** For the few patterns that inputs use without an example of their own. */
function patternExample(pattern: string): string {
  const candidates = [
    "GB",
    "GBP",
    "web",
    "https://example.com/a.png",
    "6912.00",
    "order.placed",
    "main",
    "1042",
    "text",
  ];
  return candidates.find((candidate) => new RegExp(pattern, "u").test(candidate)) ?? "text";
}
