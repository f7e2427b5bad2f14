import { startConsumers } from "#core/events/start-consumers.ts";
import { createConsumers } from "#workers/consumers.ts";
import { ErpWorker } from "#workers/erp/erp-worker.ts";
import type { MailDeps } from "#workers/mails/mail-consumer.ts";
import { MailWorker } from "#workers/mails/mail-worker.ts";
import type { Runner } from "#workers/runner.ts";
import { startDeliveries } from "./deliveries.ts";
import type { ConfiguredErp } from "./erp.ts";
import type { ServerHub } from "./hub.ts";
import { configuredQueues } from "./queues.ts";
import type { Service } from "./service.ts";

export type WorkDeps = MailDeps & { readonly erp: ConfiguredErp | undefined };

/** All background work of a worker. */
export async function startWork(hub: ServerHub, runner: Runner, deps: WorkDeps): Promise<Service> {
  const { db, log, pace } = hub;
  await runner.work();
  const queues = configuredQueues(hub);
  const erp = deps.erp === undefined ? [] : [await startErp(hub, deps.erp)]; // says from when on orders are invoiced
  const consumers = await startConsumers({
    db,
    log,
    pace,
    onError: hub.complain("Consumers"),
    consumers: [...createConsumers(runner, deps), ...queues.sinks],
  });
  const mails = new MailWorker({ hub, mailer: deps.mailer, onError: hub.complain("Mails") });
  await mails.start();
  const services: Service[] = [consumers, queues.startIntakes(), await startDeliveries(hub), mails, ...erp];
  return {
    async stop() {
      await Promise.all(services.map((service) => service.stop()));
      await queues.close();
    },
  };
}

async function startErp(hub: ServerHub, erp: ConfiguredErp): Promise<Service> {
  const worker = new ErpWorker({ hub, ...erp, onError: hub.complain("ERP") });
  await worker.start();
  return worker;
}
