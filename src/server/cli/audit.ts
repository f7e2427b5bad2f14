import { readFile } from "node:fs/promises";
import { z } from "zod";
import { auditAll, headsOfAll } from "#core/audit/index.ts";
import { Anchor } from "#core/audit/schemas.ts";
import { type Command, optionsOf, say, UsageError } from "./command.ts";

export const audit: Command = {
  words: "audit",
  options: "[--heads FILE]",
  summary:
    "Checks every invariant against the ledgers, and the chain over the events; with heads that were kept in a file, also that they are still in it. JSON; exit code 1 when one is broken.",
  run: async (hub, given) => {
    const { heads } = optionsOf(given, ["heads"]);
    const result = await auditAll(hub.db, heads === undefined ? [] : await anchorsIn(heads));
    say(JSON.stringify(result, undefined, 2));
    return result.ok ? 0 : 1;
  },
};

export const auditHeads: Command = {
  words: "audit heads",
  options: "",
  summary: "Prints the newest head of each merchant's chain, a line each: keep them outside of the database.",
  run: async (hub, given) => {
    optionsOf(given, []);
    for (const head of await headsOfAll(hub.db)) say(JSON.stringify(head));
    return 0;
  },
};

/** Lines of `audit heads`, of one day or of many. */
async function anchorsIn(path: string): Promise<Anchor[]> {
  const lines = (await readFile(path, "utf8").catch(() => unreadable(path))).split("\n").filter((line) => line !== "");
  const parsed = z.array(Anchor).safeParse(lines.map(jsonOf));
  return parsed.success ? parsed.data : unreadable(path);
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function unreadable(path: string): never {
  throw new UsageError(`${path} does not have the lines of \`audit heads\`.`);
}
