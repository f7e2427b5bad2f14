import type { Consumer } from "#core/events/consumer.ts";
import { keepFigures } from "#core/home/keep-figures.ts";
import { webhookFanOut } from "#core/webhooks/fan-out.ts";
import { type ErpOfTenant, erpConsumer } from "./erp/erp-consumer.ts";
import { type MailDeps, mailConsumer } from "./mails/mail-consumer.ts";
import type { Runner } from "./runner.ts";

/** All consumers of events, for every process that runs workers. */
export const createConsumers = (
  runner: Pick<Runner, "consumers">,
  { erp, ...mail }: MailDeps & { readonly erp?: ErpOfTenant | undefined },
): readonly Consumer[] => [
  webhookFanOut,
  mailConsumer(mail),
  keepFigures,
  ...(erp === undefined ? [] : [erpConsumer(erp)]),
  ...runner.consumers,
];
