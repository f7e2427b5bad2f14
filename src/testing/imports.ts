import { randomUUID } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execute } from "#core/execute.ts";
import type { Hub } from "#core/hub.ts";
import { listReports } from "#core/imports/list-reports.ts";
import { runImport } from "#core/imports/run-import.ts";
import type { ImportReport, ImportView } from "#core/imports/schemas.ts";
import { startImport } from "#core/imports/start-import.ts";
import type { Actor } from "#core/kernel/actor.ts";
import { viewOf } from "#core/orders/record.ts";
import { readOrders } from "#core/orders/store.ts";
import { folderFiles } from "./folder-files.ts";

export interface Caller {
  readonly hub: Hub;
  readonly actor: Actor;
}

interface HowToRead {
  readonly preset?: string;
  readonly options?: object;
}

export interface ImportBench {
  readonly folder: string;
  readonly files: ReturnType<typeof folderFiles>;
  /** Puts a file into the store and answers its key. */
  put(actor: Actor, content: string | Uint8Array): Promise<string>;
  start(who: Caller, upload: { key: string } & HowToRead): Promise<ImportView>;
  run(who: Caller, importId: string, documents?: number): Promise<ImportView>;
  /** All of it: puts, starts and runs. */
  import(who: Caller, content: string | Uint8Array, how?: HowToRead & { documents?: number }): Promise<ImportView>;
  close(): Promise<void>;
}

/** Everything between a text and its finished import, without a server. */
export async function createImportBench(): Promise<ImportBench> {
  const folder = await mkdtemp(join(tmpdir(), "crossdock-files-"));
  const files = folderFiles(folder);
  const bench: ImportBench = {
    folder,
    files,
    async put(actor, content) {
      const name = `${randomUUID()}.csv`;
      await writeFile(join(folder, name), content);
      return `uploads/${actor.tenantId}/${name}`;
    },
    async start({ hub, actor }, { key, preset = "crossdock", options = {} }) {
      const input = { fileName: "orders.csv", fileKey: key, preset, options };
      return (await execute(hub, actor, startImport, input)).output;
    },
    run({ hub, actor: { tenantId } }, importId, documents = 200) {
      const runtime = { hub, files, chunk: { documents, rows: 100_000 } };
      return runImport(runtime, { tenantId, importId }, new AbortController().signal);
    },
    async import(who, content, { documents, ...how } = {}) {
      const { id } = await bench.start(who, { key: await bench.put(who.actor, content), ...how });
      return bench.run(who, id, documents);
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
  return bench;
}

/** Files with the columns that most tests need. */
const OWN = "externalId,placedAt,currency,sku,quantity,unitPrice,customerEmail,shippingTotal,discountTotal";
const RETAIL = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country";
export const ownFile = (...rows: string[]): string => `${[OWN, ...rows].join("\n")}\n`;
export const retailFile = (...rows: string[]): string => [RETAIL, ...rows].join("\r");
export const asRetail = { preset: "online-retail" };

export const reportsOf = async ({ hub, actor }: Caller, { id }: ImportView): Promise<ImportReport[]> =>
  (await execute(hub, actor, listReports, { id })).output.data;

/** The order with this number, as every transport shows it. */
export async function importedOrder({ hub, actor: { tenantId } }: Caller, externalId: string) {
  const [row] = await hub.db.sql<{ id: string }[]>`
    select id from orders where tenant_id = ${tenantId} and external_id = ${externalId}`;
  const found = row === undefined ? undefined : (await readOrders(hub.db.read(tenantId), [row.id])).get(row.id);
  return found === undefined ? undefined : viewOf(found);
}
