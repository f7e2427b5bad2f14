import type { AnyProcedure } from "@trpc/server";
import { expect, it } from "vitest";
import { operations } from "#core/catalogue.ts";
import { appRouter } from "./router.ts";

/** Operations without a procedure, and why. Those of the scope `system` never have one: nobody outside holds it. */
const notExposed: Readonly<Record<string, string>> = {
  "orders.page": "Page numbers are for the deprecated REST v1.",
  "products.page": "Page numbers are for the deprecated REST v1.",
  "products.revision": "For caches in front of the product; procedures have none.",
  "users.page": "Page numbers are for the deprecated REST v1.",
};

/** Lookups have no address of their own: reads of other operations stand on them. */
const types = { command: "mutation", query: "query", stream: "subscription", lookup: "query" } as const;
/** tRPC keeps them flat, by their whole name, whatever the type says. */
const flat = appRouter["_def"].procedures as unknown as Record<string, AnyProcedure>;
type Entry = readonly [name: string, kind: string];
const byName = ([a]: Entry, [b]: Entry) => a.localeCompare(b, "en");
const procedures = Object.entries(flat).map(([name, made]): Entry => [name, made["_def"].type]);
const offered = operations.filter(({ scope, kind }) => scope !== "system" && kind !== "lookup");

it("has every operation under its own name and of its own kind, or says why not", () => {
  const wanted = offered
    .filter(({ name }) => !(name in notExposed))
    .map(({ name, kind }): Entry => [name, types[kind]]);
  expect(procedures.toSorted(byName)).toEqual(wanted.toSorted(byName));
});
