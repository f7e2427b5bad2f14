import { roles, roleScopes } from "#core/kernel/actor.ts";
import type { AnyOperation } from "#core/kernel/operation.ts";

const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;

function rowOf({ name, scope }: AnyOperation): string {
  const may = roles.map((role) => (scope === "any" || roleScopes[role].includes(scope) ? "yes" : "no"));
  return line([`\`${name}\``, `\`${scope}\``, ...may]);
}

/**
 * docs/access.md: which scope and which built-in role each operation needs. The tests of src/security attack every
 * transport with what stands in the committed file, so that a changed right is seen in a review.
 */
export function accessDocument(operations: readonly AnyOperation[]): string {
  const outward = operations.filter(({ audience, kind }) => audience !== "operator" && kind !== "lookup");
  const head = ["Operation", "Scope", ...roles];
  return `${[
    "# Who may call what",
    "",
    "Made from the operations by `npm run documents`. A caller without the scope is refused over every transport; `any` means that the",
    "operation decides by what is asked for. The roles are the built-in ones. Every row is tried over every transport",
    "([src/security](../src/security)).",
    "",
    line(head),
    line(head.map(() => "---")),
    ...outward.toSorted((one, other) => (one.name < other.name ? -1 : 1)).map(rowOf),
  ].join("\n")}\n`;
}
