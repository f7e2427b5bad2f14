import { z } from "zod";
import { scopes } from "../kernel/actor.ts";
import { type AnyOperation, query } from "../kernel/operation.ts";
import { PermissionList } from "./schemas.ts";

/** Declared over the whole catalogue, which knows best what each scope opens. */
export const permissionsOver = (operations: () => readonly AnyOperation[]) =>
  query({
    name: "roles.permissions",
    summary: "Lists all permissions, with the operations that each of them opens.",
    scope: "users:read",
    audience: "public",
    input: z.strictObject({}),
    output: PermissionList,
    failures: [],
    run: () => {
      const shown = operations().filter(({ audience, kind }) => audience !== "operator" && kind !== "lookup");
      const data = scopes.map((scope) => ({
        scope,
        operations: shown
          .filter((operation) => operation.scope === scope)
          .map(({ name, summary, kind }) => ({ name, summary, changes: kind === "command" }))
          .toSorted((a, b) => Number(a.changes) - Number(b.changes) || (a.name < b.name ? -1 : 1)),
      }));
      return Promise.resolve({ data, nextCursor: null });
    },
  });
