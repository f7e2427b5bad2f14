import type { AnyOperation, Audience } from "#core/kernel/operation.ts";
import { firstRest, graphql, rest, sse, type Surface, trpc } from "./surfaces.ts";

/** Where an operation must be offered: in one transport of each group. */
const NEEDED: Readonly<Record<Audience, readonly (readonly Surface[])[]>> = {
  public: [[rest, firstRest, sse, graphql], [trpc]],
  screens: [[trpc]],
  operator: [],
};

/** Operations missing where they must be, or offered where they must not be. */
export function parityFaults(operations: readonly AnyOperation[], surfaces: readonly Surface[]): string[] {
  const known = new Set(operations.map(({ name }) => name));
  const unknown = surfaces.flatMap(({ name, offers }) =>
    [...offers.keys()].filter((each) => !known.has(each)).map((each) => `${name} offers ${each}, which there is not`),
  );
  return [...unknown, ...operations.flatMap((operation) => faultsOf(operation, surfaces))];
}

function faultsOf({ name, kind, audience, scope }: AnyOperation, surfaces: readonly Surface[]): string[] {
  const isOwn = audience === "operator";
  // Lookups have no route of their own: other operations' reads use them.
  const needed = kind === "lookup" ? [] : NEEDED[audience];
  const missing = needed
    .filter((group) => !group.some(({ offers }) => offers.has(name)))
    .map((group) => `${name} is ${audience} and not in ${group.map((each) => each.name).join(" or ")}`);
  const beyond = surfaces
    .filter(({ offers }) => isOwn && offers.has(name))
    .map((each) => `${name} is the operator's and in ${each.name}`);
  const wrong = isOwn === (scope === "system") ? [] : [`${name} is ${audience} and has the scope ${scope}`];
  return [...missing, ...beyond, ...wrong];
}

const cell = (places: readonly string[] = []): string => places.map((place) => `\`${place}\``).join("<br>");

const told = ({ name, summary }: AnyOperation): string => `- \`${name}\`: ${summary}`;

const byName = (a: AnyOperation, b: AnyOperation): number => (a.name < b.name ? -1 : 1);

/** docs/parity.md: every operation and where it is offered. */
export function parityDocument(operations: readonly AnyOperation[], surfaces: readonly Surface[]): string {
  const sorted = operations.toSorted(byName);
  const outward = sorted.filter(({ audience, kind }) => audience !== "operator" && kind !== "lookup");
  const lookups = sorted.filter(({ kind }) => kind === "lookup");
  const own = sorted.filter(({ audience }) => audience === "operator");
  const head = ["Operation", "For", "Scope", ...surfaces.map(({ name }) => name)];
  const rows = outward.map(({ name, audience, scope }) => [
    `\`${name}\``,
    audience,
    `\`${scope}\``,
    ...surfaces.map(({ offers }) => cell(offers.get(name))),
  ]);
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return `${[
    "# Operations and transports",
    "",
    "Made from the operations and from each transport's table by `npm run documents`. Operations for `public` are in REST, or as",
    "streams over SSE or GraphQL, and in tRPC; those for `screens` are made for the web UI, change with it, and are in tRPC.",
    "That they do the same over each of them is held by the scenarios in [src/testing/parity](../src/testing/parity/grammar.md).",
    "",
    line(head),
    line(head.map(() => "---")),
    ...rows.map(line),
    "",
    "## Lookups",
    "",
    "Keys in, answers aligned with them: what `include=` and the loaders of other transports stand on.",
    "",
    ...lookups.map(told),
    "",
    "## For workers and the command line",
    "",
    "No transport serves these: they take the scope `system`, which nobody outside holds.",
    "",
    ...own.map(told),
  ].join("\n")}\n`;
}
