import { readFileSync } from "node:fs";
import { Engine } from "#transports/graphql/engine.ts";
import { keptFrom } from "#transports/graphql/persisted.ts";
import type { ServerHub } from "./hub.ts";

/** GraphQL as configured. Throws for a file of persisted documents whose hashes do not match. */
export function graphqlEngine({ config, log }: Pick<ServerHub, "config" | "log">): Engine {
  const { introspection, persisted, onlyPersisted } = config.graphql;
  const onError = (error: unknown) => log.error({ err: error }, "A GraphQL request failed outside an operation");
  const kept = persisted === undefined ? new Map<string, string>() : keptFrom(readFileSync(persisted, "utf8"));
  return new Engine({ introspection, onError, persistence: { kept, only: onlyPersisted } });
}
