import type { Consumer } from "#core/events/consumer.ts";
import { webhookFanOut } from "#core/webhooks/fan-out.ts";
import type { Runner } from "./runner.ts";

/** Everything that follows from events, wherever work is done. */
export const createConsumers = (runner: Pick<Runner, "consumers">): readonly Consumer[] => [
  webhookFanOut,
  ...runner.consumers,
];
