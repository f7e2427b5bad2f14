import { HttpOut } from "#integrations/http-out/http-out.ts";
/** A worker in a child process, for tests that kill it. */
import { DeliveryWorker } from "#workers/deliveries/delivery-worker.ts";
import { createTestHub } from "../fixtures/hub.ts";

const hub = createTestHub(process.argv[2] ?? "");
const worker = new DeliveryWorker({
  hub,
  out: new HttpOut({ allowPrivate: true }),
  onError: (error) => process.stderr.write(`${String(error)}\n`),
  leaseMs: 1500,
  renewMs: 200,
  pollMs: 100,
});
await worker.start();
process.send?.("ready");
