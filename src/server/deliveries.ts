import { HttpOut } from "#integrations/http-out/http-out.ts";
import { DeliveryWorker } from "#workers/deliveries/delivery-worker.ts";
import type { ServerHub } from "./hub.ts";

/** Starts webhook delivery in this process. */
export async function startDeliveries(hub: ServerHub): Promise<{ stop(): Promise<void> }> {
  const out = new HttpOut({ allowPrivate: hub.config.allowPrivateTargets });
  const worker = new DeliveryWorker({ hub, out, onError: hub.complain("Webhook deliveries") });
  await worker.start();
  return {
    stop: async () => {
      await worker.stop();
      await out.close();
    },
  };
}
