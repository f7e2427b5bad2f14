import type { z } from "zod";
import { execute } from "#core/execute.ts";
import type { Actor } from "#core/kernel/actor.ts";
import { createEndpoint } from "#core/webhooks/index.ts";
import type { CreateEndpointInput } from "#core/webhooks/schemas.ts";
import { HttpOut } from "#integrations/http-out/http-out.ts";
import { type DeliveryOptions, DeliveryWorker } from "#workers/deliveries/delivery-worker.ts";
import type { TestHub } from "./hub.ts";

/** An endpoint and its secret. */
export async function addEndpoint(hub: TestHub, actor: Actor, over: z.input<typeof CreateEndpointInput>) {
  const { output } = await execute(hub, actor, createEndpoint, over);
  if (output.secret === null) throw new Error("an endpoint came without its secret");
  return { ...output, secret: output.secret };
}

export interface TestWorker {
  readonly errors: unknown[];
  stop(): Promise<void>;
}

/** A worker in this process that may reach this machine. */
export async function startWorker(hub: TestHub, over: Partial<DeliveryOptions> = {}): Promise<TestWorker> {
  const errors: unknown[] = [];
  const out = over.out ?? new HttpOut({ allowPrivate: true });
  const quick = { pollMs: 50, renewMs: 200, random: () => 0 };
  const worker = new DeliveryWorker({ hub, out, onError: (error) => errors.push(error), ...quick, ...over });
  await worker.start();
  return {
    errors,
    stop: async () => {
      await worker.stop();
      await out.close();
    },
  };
}
