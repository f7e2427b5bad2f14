import { isSchema, type Schema, type Schemas } from "#transports/rest/openapi-schemas.ts";

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
export const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);

/** A row of a table of fields. */
export function field(name: string, schema: Schema, schemas: Schemas): string {
  const note = typeof schema["description"] === "string" ? ` <small>${escaped(schema["description"])}</small>` : "";
  return `<tr><td><code>${escaped(name)}</code></td><td>${escaped(typeOf(schema, schemas))}${note}</td></tr>`;
}

/** The type of a value in the words of a person: `integer`, `list of { id, sku }`, `one of a, b`, `text or null`. */
function typeOf(given: Schema, schemas: Schemas): string {
  const schema = schemas.resolved(given);
  if (Array.isArray(schema["enum"])) return `one of ${schema["enum"].map(String).join(", ")}`;
  if ("const" in schema) return JSON.stringify(schema["const"]);
  const options = [schema["anyOf"], schema["oneOf"]].find(Array.isArray);
  if (options !== undefined)
    return options.map((option) => (isSchema(option) ? typeOf(option, schemas) : "anything")).join(" or ");
  if (schema["type"] === "array")
    return `list of ${isSchema(schema["items"]) ? typeOf(schema["items"], schemas) : "anything"}`;
  if (isSchema(schema["properties"])) return `{ ${Object.keys(schema["properties"]).join(", ")} }`;
  return WORDS[String(schema["format"])] ?? WORDS[String(schema["type"])] ?? "anything";
}

const WORDS: Readonly<Record<string, string>> = {
  uuid: "id",
  "date-time": "instant",
  email: "email",
  string: "text",
  integer: "integer",
  number: "number",
  boolean: "true or false",
  object: "object",
  null: "null",
};

/** A page that needs nothing but itself. */
export const page = (title: string, main: string): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(title)} · Crossdock</title>
<style>
  :root { color-scheme: light dark; --line: light-dark(#d9dce1, #3a3e45); --soft: light-dark(#f5f6f8, #1d2025); }
  body { font: 16px/1.6 system-ui, sans-serif; max-width: 46rem; margin: 6vh auto; padding: 0 1.25rem; }
  h1 { font-size: 1.7rem; line-height: 1.25; }
  h2 { font-size: 1.15rem; line-height: 1.3; margin: 0 0 0.25rem; scroll-margin-top: 1rem; overflow-wrap: anywhere; }
  h2 a { color: inherit; text-decoration: none; }
  h2 a:hover { text-decoration: underline; }
  section { border-top: 1px solid var(--line); padding: 1.5rem 0; }
  nav ul { list-style: none; padding: 0; }
  nav a { display: inline-block; padding: 0.15rem 0.3rem; }
  table { border-collapse: collapse; width: 100%; margin: 0.75rem 0; }
  th, td { text-align: left; vertical-align: top; padding: 0.35rem 0.75rem 0.35rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
  th { font-size: 0.85rem; font-weight: 600; }
  small { opacity: 0.8; }
  code { font-size: 0.92em; overflow-wrap: anywhere; }
  pre { background: var(--soft); border: 1px solid var(--line); border-radius: 8px; padding: 0.9rem; overflow-x: auto; line-height: 1.45; }
  summary { cursor: pointer; padding: 0.4rem 0; }
  :focus-visible { outline: 2px solid Highlight; outline-offset: 2px; }
</style>
<main>${main}
<p><a href="/docs">API documents</a></p>
</main>
</html>
`;
