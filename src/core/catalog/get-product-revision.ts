import { z } from "zod";
import { notFound } from "../kernel/errors.ts";
import { query } from "../kernel/operation.ts";
import { Id } from "../kernel/shapes.ts";
import { stateOf } from "./record.ts";
import { readRevision } from "./store.ts";

export const getProductRevision = query({
  name: "products.revision",
  summary: "Returns the version and availability state of a product, for revalidation.",
  scope: "products:read",
  audience: "screens",
  input: z.strictObject({ id: Id }),
  output: z.object({ version: z.int(), state: z.string() }),
  failures: [notFound],
  examples: { output: { version: 3, state: "9f86d081884c7d659a2feaa0" } },
  run: async ({ read }, { id }) => {
    const revision = await readRevision(read, id);
    if (revision === undefined) throw notFound("product", id);
    return { version: revision.version, state: stateOf(revision.available) };
  },
});
