import { z } from "zod";
import { query } from "../kernel/operation.ts";
import { type ConnectionRecord, readBacklog, readConnection } from "./connection-store.ts";
import { settingsOf } from "./default-settings.ts";
import { ErpView } from "./schemas.ts";

export const getErp = query({
  name: "erp.get",
  summary: "Returns the state of the ERP integration: its circuit, what waits, the last stock fetch, and its mappings.",
  scope: "webhooks:read",
  audience: "public",
  input: z.strictObject({}),
  output: ErpView,
  failures: [],
  run: async ({ read }) => {
    const [connection, backlog] = await Promise.all([readConnection(read), readBacklog(read)]);
    return viewOf(connection, { ...backlog, oldestWaitingAt: backlog.oldestWaitingAt?.toISOString() ?? null });
  },
});

/** Of a comparison by a version that did not list them. */
const NONE = { missing: [] };

/** Workers say so every half minute. */
const AWAY_MS = 120_000;

type Backlog = Pick<z.input<typeof ErpView>, "waiting" | "dead" | "oldestWaitingAt">;

function viewOf(connection: ConnectionRecord | undefined, backlog: Backlog): z.input<typeof ErpView> {
  return {
    status: statusOf(connection),
    wsdlUrl: connection?.wsdlUrl ?? null,
    failures: connection?.failures ?? 0,
    openUntil: connection?.isOpen === true ? (connection.openUntil?.toISOString() ?? null) : null,
    lastSuccessAt: connection?.lastSuccessAt?.toISOString() ?? null,
    lastFailureAt: connection?.lastFailureAt?.toISOString() ?? null,
    lastError: connection?.lastError ?? null,
    ...backlog,
    stock: connection?.stock ?? null,
    compared: connection?.compared ? { ...NONE, ...connection.compared } : null,
    settings: settingsOf(connection),
    version: connection?.version ?? 1,
  };
}

function statusOf(connection: ConnectionRecord | undefined): z.input<typeof ErpView>["status"] {
  if (connection === undefined) return "not_configured";
  if (connection.unseenMs > AWAY_MS) return "away";
  if (connection.isOpen) return "open";
  return connection.failures > 0 ? "failing" : "ok";
}
