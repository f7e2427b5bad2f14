/** `npm run cli -- <command>`. Uses a running embedded PostgreSQL, so it works beside `npm start`. */
import { inspect } from "node:util";
import { ConfigError, loadConfig } from "#config/config.ts";
import { isHubError } from "#core/kernel/errors.ts";
import { announceMade } from "./announce.ts";
import { boot } from "./boot.ts";
import { audit, auditHeads } from "./cli/audit.ts";
import { type Command, UsageError } from "./cli/command.ts";
import { consumers } from "./cli/consumers.ts";
import { createAdmin } from "./cli/create-admin.ts";
import { createKey } from "./cli/create-key.ts";
import { createMerchant } from "./cli/create-tenant.ts";
import { importOrders } from "./cli/import-orders.ts";
import { migrateOnly } from "./cli/migrate.ts";
import { rebuildHome } from "./cli/rebuild-home.ts";
import { replay } from "./cli/replay.ts";
import { rotateSecrets } from "./cli/rotate-secrets.ts";
import { seed } from "./cli/seed.ts";
import { createLog } from "./log.ts";

const commands: readonly Command[] = [
  migrateOnly,
  seed,
  auditHeads,
  audit,
  createAdmin,
  createKey,
  createMerchant,
  importOrders,
  replay,
  consumers,
  rebuildHome,
  rotateSecrets,
];

function usage(): string {
  const lines = commands.map(({ words, options, summary }) => `  ${`${words} ${options}`.trimEnd()}\n      ${summary}`);
  return `Usage: npm run cli -- <command>\n\n${lines.join("\n")}\n`;
}

async function main(given: readonly string[]): Promise<number> {
  const command = commands.find(({ words }) => given.slice(0, words.split(" ").length).join(" ") === words);
  if (command === undefined)
    throw new UsageError(given.length === 0 ? "Which command?" : `There is no command ${given.join(" ")}.`);
  const rest = given.slice(command.words.split(" ").length);
  // Standard output is for the result; log lines are printed only from level warn.
  const config = { ...loadConfig(), logLevel: "warn" as const, seed: "none" as const };
  const { hub, stop, made } = await boot(config, createLog(config));
  announceMade(made, (text) => process.stderr.write(text));
  try {
    return await command.run(hub, rest);
  } finally {
    await stop();
  }
}

function explain(error: unknown): string {
  if (error instanceof UsageError) return `${error.message}\n\n${usage()}`;
  if (error instanceof ConfigError) return error.message;
  return isHubError(error) && error.kind !== "internal" ? `${error.message} (${error.code})` : inspect(error);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
