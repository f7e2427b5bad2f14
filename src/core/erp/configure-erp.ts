import { isDeepStrictEqual } from "node:util";
import { isHubError, stale } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { present } from "../kernel/present.ts";
import { passing } from "../mapping/errors.ts";
import { check } from "../mapping/index.ts";
import { lockConnection, writeSettings } from "./connection-store.ts";
import { settingsOf } from "./default-settings.ts";
import { erpMissing, wrongMapping } from "./errors.ts";
import { erpConfigured } from "./events.ts";
import { ConfigureErpInput, type ErpSettings, ErpSettingsView } from "./schemas.ts";

export const configureErp = command({
  name: "erp.configure",
  summary: "Changes how the ERP is asked: its operations, their mappings, and what is done with its stock.",
  scope: "webhooks:write",
  audience: "public",
  input: ConfigureErpInput,
  output: ErpSettingsView,
  failures: [erpMissing, wrongMapping, stale, ...passing],
  run: async (context, { ifVersion, ...given }) => {
    const changes = present(given);
    await checkMappings(changes, context.tx.tenantId);
    const connection = await lockConnection(context.tx);
    if (connection === undefined) throw erpMissing();
    if (ifVersion !== undefined && ifVersion !== connection.version) throw stale("ERP", connection.version);
    await context.race("erp.configure:read");
    const before = settingsOf(connection);
    const after = { ...before, ...changes };
    if (isDeepStrictEqual(before, after)) return { ...before, version: connection.version };
    writeSettings(context, { ...connection.settings, ...changes });
    context.emit(erpConfigured(context.tx.tenantId, { changed: Object.keys(changes) }));
    return { ...after, version: connection.version + 1 };
  },
});

async function checkMappings(changes: Partial<ErpSettings>, tenantId: string): Promise<void> {
  for (const [question, asked] of Object.entries(changes)) {
    if (typeof asked !== "object" || asked === null) continue;
    const { operation: _, ...mappings } = asked;
    for (const [field, mapping] of Object.entries(present(mappings)))
      await check(mapping, tenantId).catch((error: unknown) => {
        throw isHubError(error) && error.kind === "invalid"
          ? wrongMapping(`/${question}/${field}`, error.message)
          : error;
      });
  }
}
