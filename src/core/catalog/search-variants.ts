import { z } from "zod";
import { query } from "../kernel/operation.ts";
import { SearchVariantsInput, VariantHit } from "./schemas.ts";
import { searchVariants as readVariants } from "./search-store.ts";

export const searchVariants = query({
  name: "variants.search",
  summary: "Searches articles by SKU, barcode or title, with price and current availability, for order entry.",
  scope: "products:read",
  audience: "public",
  input: SearchVariantsInput,
  output: z.object({ data: z.array(VariantHit) }),
  failures: [],
  examples: { input: { q: "basket" } },
  run: async ({ read }, input) => ({ data: await readVariants(read, input) }),
});
