import { lookup } from "../kernel/operation.ts";
import { Code } from "../kernel/shapes.ts";
import { LocationView } from "./schemas.ts";
import { readLocations } from "./store.ts";

export const lookupLocations = lookup({
  name: "locations.lookup",
  summary: "Looks up locations by code.",
  scope: "settings:read",
  key: Code,
  value: LocationView,
  read: async ({ read }, codes) =>
    (await readLocations(read, codes)).map(({ createdAt, ...location }) => [
      location.code,
      { ...location, createdAt: createdAt.toISOString() },
    ]),
});
