import { z } from "zod";
import { lookup } from "../kernel/operation.ts";
import { Code, Sku } from "../kernel/shapes.ts";
import { viewOf } from "./level.ts";
import { StockLevelView } from "./schemas.ts";
import { readLevels } from "./store.ts";

const identify = ({ sku, location }: { sku: string; location: string }) => JSON.stringify([sku, location]);

export const lookupLevels = lookup({
  name: "inventory.lookup",
  summary: "Looks up stock levels by SKU and location.",
  scope: "inventory:read",
  key: z.strictObject({ sku: Sku, location: Code }).meta({ id: "LevelKey" }),
  value: StockLevelView,
  identify,
  read: async ({ read }, keys) => {
    const names = { skus: keys.map(({ sku }) => sku), locations: keys.map(({ location }) => location) };
    return (await readLevels(read, names)).map((level) => [identify(level), viewOf(level)] as const);
  },
});
