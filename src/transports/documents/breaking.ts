import { CHOSEN_BY } from "./openapi-partial.ts";
import { isSchema, type Schema } from "./openapi-schemas.ts";
import { breakingBetween, type Side } from "./schema-breaks.ts";

const METHODS = ["get", "post", "put", "patch", "delete"];

/**
 * The changes from the released document that can break a client: an input is no longer accepted, or an output is
 * missing. Additions break no client.
 */
export function breakingChanges(released: Schema, present: Schema): string[] {
  const sides = { released: reader(released), present: reader(present) };
  const before = membersOf(released["paths"]);
  const now = membersOf(present["paths"]);
  return Object.entries(before).flatMap(([path, item]) => {
    const kept = now[path];
    if (kept === undefined) return [`${path} is gone`];
    return METHODS.flatMap((method) => {
      const [operation, its] = [item[method], kept[method]];
      if (!isSchema(operation)) return [];
      const name = `${method.toUpperCase()} ${path}`;
      return isSchema(its) ? operationBreaks(name, { operation, its }, sides) : [`${name} is gone`];
    });
  });
}

interface Sides {
  readonly released: Side;
  readonly present: Side;
}

function reader(document: Schema): Side {
  const read: Side = (node) => {
    if (!isSchema(node)) return {};
    // A parameter's default applies only where the parameter is used.
    if (CHOSEN_BY in node && Array.isArray(node["anyOf"])) return read(node["anyOf"][0]);
    if (typeof node["$ref"] !== "string") return node;
    const found = node["$ref"]
      .slice(2)
      .split("/")
      .reduce<unknown>((at, name) => (isSchema(at) ? at[name.replaceAll("~1", "/")] : undefined), document);
    return isSchema(found) ? found : {};
  };
  return read;
}

function membersOf(node: unknown): Record<string, Schema> {
  const entries = isSchema(node) ? Object.entries(node) : [];
  return Object.fromEntries(entries.filter((entry): entry is [string, Schema] => isSchema(entry[1])));
}

interface Both {
  readonly operation: Schema;
  readonly its: Schema;
}

function operationBreaks(name: string, { operation, its }: Both, sides: Sides): string[] {
  const renamed =
    operation["operationId"] === its["operationId"]
      ? []
      : [`${name} has the operationId ${String(its["operationId"])}`];
  return [
    ...renamed,
    ...scopeBreaks(name, { operation, its }),
    ...parameterBreaks(name, { operation, its }, sides),
    ...bodyBreaks(name, { operation, its }, sides),
    ...responseBreaks(name, { operation, its }, sides),
  ];
}

/** Who needed a scope has it, and may go on where none is needed any more. */
function scopeBreaks(name: string, { operation, its }: Both): string[] {
  const held = listOf(operation["x-required-scopes"]);
  return listOf(its["x-required-scopes"])
    .filter((scope) => scope !== "any" && !held.includes(scope))
    .map((scope) => `${name} needs the scope ${String(scope)} now`);
}

function parameterBreaks(name: string, { operation, its }: Both, { released, present }: Sides): string[] {
  const keyOf = (parameter: Schema) => `${String(parameter["in"])} parameter ${String(parameter["name"])}`;
  const before = new Map(
    listOf(operation["parameters"])
      .map(released)
      .map((each) => [keyOf(each), each]),
  );
  const now = new Map(
    listOf(its["parameters"])
      .map(present)
      .map((each) => [keyOf(each), each]),
  );
  const added = [...now]
    .filter(([key, { required }]) => required === true && before.get(key)?.["required"] !== true)
    .map(([key]) => `${name}: the ${key} is required now`);
  const changed = [...before].flatMap(([key, parameter]) => {
    const kept = now.get(key);
    if (kept === undefined) return [`${name}: the ${key} is gone`];
    return breakingBetween(
      { released: parameter["schema"], present: kept["schema"] },
      { at: `${name}: the ${key}`, direction: "input", sides: { released, present } },
    );
  });
  return [...added, ...changed];
}

function bodyBreaks(name: string, { operation, its }: Both, sides: Sides): string[] {
  const [before, now] = [sides.released(operation["requestBody"]), sides.present(its["requestBody"])];
  const required = now["required"] === true && before["required"] !== true ? [`${name}: the body is required now`] : [];
  return [...required, ...contentBreaks({ before, now }, { at: `${name}: body`, direction: "input", sides })];
}

function responseBreaks(name: string, { operation, its }: Both, sides: Sides): string[] {
  const now = membersOf(its["responses"]);
  return Object.entries(membersOf(operation["responses"])).flatMap(([status, response]) => {
    const kept = now[status];
    const successful = status < "400";
    if (kept === undefined) return successful ? [`${name}: the answer ${status} is gone`] : [];
    const both = { before: sides.released(response), now: sides.present(kept) };
    const gone = Object.keys(membersOf(both.before["headers"])).filter(
      (header) => !(header in membersOf(both.now["headers"])),
    );
    return [
      ...gone.map((header) => `${name}: the answer ${status} has no header ${header} any more`),
      ...contentBreaks(both, { at: `${name}: answer ${status}`, direction: "output", sides }),
    ];
  });
}

interface Where {
  readonly at: string;
  readonly direction: "input" | "output";
  readonly sides: Sides;
}

function contentBreaks({ before, now }: { before: Schema; now: Schema }, where: Where): string[] {
  const kept = membersOf(now["content"]);
  return Object.entries(membersOf(before["content"])).flatMap(([type, media]) => {
    const present = kept[type];
    if (present === undefined) return [`${where.at} is no ${type} any more`];
    return breakingBetween({ released: media["schema"], present: present["schema"] }, where);
  });
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
