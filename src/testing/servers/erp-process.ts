/** An ERP worker in a child process, for tests that suspend or kill it. */
import { SoapErp } from "#integrations/erp/soap-erp.ts";
import { HttpOut } from "#integrations/http-out/http-out.ts";
import { SoapClient } from "#integrations/soap/soap-client.ts";
import { ErpWorker } from "#workers/erp/erp-worker.ts";
import { createTestHub } from "../fixtures/hub.ts";

const [database = "", wsdlUrl = "", tenant = "", diesAt = ""] = process.argv.slice(2);
const hub = createTestHub(database);
hub.race = async (point) => {
  if (point !== diesAt) return;
  process.send?.(point);
  await new Promise(() => {});
};
const client = new SoapClient({ wsdlUrl, out: new HttpOut({ allowPrivate: true }), timeoutMs: 1000 });
const worker = new ErpWorker({
  hub,
  erp: new SoapErp(client),
  wsdlUrl,
  tenant,
  onError: (error) => process.stderr.write(`${String(error)}\n`),
  leaseMs: 6000,
  lookMs: 200,
  waitAfter: (_, failed) => (failed.kind === "refused" ? null : 300 + 500 * Math.random()),
});
await worker.start();
process.send?.("ready");
