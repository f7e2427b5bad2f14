import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { startImport } from "#core/imports/index.ts";
import { runImport } from "#core/imports/run-import.ts";
import { newId } from "#core/kernel/ids.ts";
import { execute } from "#core/runtime/execute.ts";
import { actorFor, type Command, optionsOf, say } from "./command.ts";

const MAX_BYTES = 4 * 1024 ** 3;

export const importOrders: Command = {
  words: "import orders",
  options: "--file F --preset crossdock | online-retail [--tenant SLUG] [--create-articles yes | no]",
  summary: "Imports a CSV file and prints the result of each row.",
  run: async (hub, given) => {
    const options = optionsOf(given, ["file", "preset", "tenant", "create-articles"], ["file", "preset"]);
    const actor = await actorFor(hub, options.tenant);
    const path = options.file ?? "";
    const fileKey = `uploads/${actor.tenantId}/${newId()}.csv`;
    await hub.files.write(fileKey, createReadStream(path), { maxBytes: MAX_BYTES });
    const createArticles = options["create-articles"];
    const input = {
      fileName: basename(path),
      fileKey,
      preset: options.preset,
      ...(createArticles !== undefined && { options: { createArticles: createArticles === "yes" } }),
    };
    const { output } = await execute(hub, actor, startImport, input, { transport: "cli" });
    const job = { tenantId: actor.tenantId, importId: output.id };
    const done = await runImport({ hub, files: hub.files }, job, new AbortController().signal);
    say(JSON.stringify(done, undefined, 2));
    return done.status === "done" ? 0 : 1;
  },
};
