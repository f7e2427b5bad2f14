import { readFileSync } from "node:fs";
import { z } from "zod";
import { type Role, roles, type Scope, scopes } from "#core/kernel/actor.ts";

export interface AccessRow {
  readonly operation: string;
  readonly scope: Exclude<Scope, "system">;
  readonly roles: ReadonlySet<Role>;
}

const ROW = /^\| `(?<operation>[^`]+)` \| `(?<scope>[^`]+)` \| (?<marks>.*) \|$/gm;
const Row = z.object({
  operation: z.string(),
  scope: z.enum([...scopes, "any", "link"]),
  marks: z.string().transform((marks) => marks.split(" | ")),
});

/** The rows of docs/access.md: what the tests hold the transports to, whatever the operations say today. */
export function accessTable(): readonly AccessRow[] {
  const text = readFileSync(new URL("../../../docs/access.md", import.meta.url), "utf8");
  return [...text.matchAll(ROW)].map(({ groups }) => {
    const { operation, scope, marks } = Row.parse(groups);
    return { operation, scope, roles: new Set(roles.filter((_, column) => marks[column] === "yes")) };
  });
}
