import { readFileSync } from "node:fs";
import type { Config } from "#config/config.ts";
import { Engine } from "#transports/graphql/engine.ts";
import { keptFrom } from "#transports/graphql/persisted.ts";

/** GraphQL as this process is set up. Throws for a file of persisted documents that is not what it says. */
export function graphqlEngine({
  graphql: { introspection, persisted, onlyPersisted },
}: Pick<Config, "graphql">): Engine {
  const kept = persisted === undefined ? new Map<string, string>() : keptFrom(readFileSync(persisted, "utf8"));
  return new Engine({ introspection, persistence: { kept, only: onlyPersisted } });
}
