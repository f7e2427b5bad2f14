import { startConsumers } from "#core/events/start-consumers.ts";
import { createConsumers } from "#workers/consumers.ts";
import type { MailDeps } from "#workers/mails/mail-consumer.ts";
import { MailWorker } from "#workers/mails/mail-worker.ts";
import type { Runner } from "#workers/runner.ts";
import { startDeliveries } from "./deliveries.ts";
import type { ServerHub } from "./hub.ts";
import { configuredQueues } from "./queues.ts";
import type { Service } from "./service.ts";

/** All background work of a worker. */
export async function startWork(hub: ServerHub, runner: Runner, mail: MailDeps): Promise<Service> {
  const { db, log, pace } = hub;
  await runner.work();
  const queues = configuredQueues(hub);
  const consumers = await startConsumers({
    db,
    log,
    pace,
    onError: hub.complain("Consumers"),
    consumers: [...createConsumers(runner, mail), ...queues.sinks],
  });
  const mails = new MailWorker({ hub, mailer: mail.mailer, onError: hub.complain("Mails") });
  await mails.start();
  const services: readonly Service[] = [consumers, queues.startIntakes(), await startDeliveries(hub), mails];
  return {
    async stop() {
      await Promise.all(services.map((service) => service.stop()));
      await queues.close();
    },
  };
}
