import { restMs } from "#core/kernel/backoff.ts";
import { isHubError } from "#core/kernel/errors.ts";
import { type Batch, deadLetterOf, deadLetterTopic, type Received } from "#integrations/broker/port.ts";
import type { Intake, IntakeLog, Refused } from "./intake-parts.ts";
import { placeAll, type Verdict } from "./intake.ts";
import { persist, rest } from "./persist.ts";
import { showRefused } from "./show-refused.ts";

export interface OrderIntakeOptions extends Intake {
  readonly log: IntakeLog;
  readonly topic: string;
  readonly group: string;
}

/** Several of the core's batches. */
const BATCH = 512;
/** Internal errors may be temporary; after this many attempts the message itself is taken as the cause. */
const INTERNAL_TRIES = 5;

/**
 * Takes orders from a broker. A message is acknowledged once its order or its dead letter is stored. During a database
 * outage nothing is acknowledged or read.
 */
export class OrderIntake {
  readonly #options: OrderIntakeOptions;
  readonly #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(options: OrderIntakeOptions) {
    this.#options = options;
  }

  start(): void {
    const { broker, topic, group, log } = this.#options;
    const { signal } = this.#stopping;
    const trouble = {
      begun: (error: unknown) => log.error({ err: error, broker: broker.name, topic }, "Orders cannot be taken"),
      mended: () => log.info({ broker: broker.name, topic }, "Orders are taken again"),
    };
    this.#running = persist(signal, trouble, (wentWell) =>
      broker.consume({ topic, group, batchSize: BATCH }, (batch) => this.#deal(batch).then(wentWell), signal),
    );
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #deal(batch: Batch): Promise<void> {
    const refused = await this.#settle(batch.messages);
    if (refused.length > 0) await this.#bury(refused);
    await batch.acknowledge();
  }

  /** Repeats until every message has a final result; returns the rejected ones in their original order. */
  async #settle(messages: readonly Received[]): Promise<Refused[]> {
    const { log, broker } = this.#options;
    const { signal } = this.#stopping;
    const answers = new Map<Received, Refused | undefined>();
    const failures = new Map<Received, number>();
    for (let round = 1; answers.size < messages.length; round += 1) {
      if (round > 1) await rest(restMs(round), signal);
      signal.throwIfAborted();
      const verdicts = await placeAll(
        this.#options,
        messages.filter((message) => !answers.has(message)),
      );
      for (const [message, verdict] of verdicts) {
        const answer = answerOf(message, verdict, failures);
        if (answer === undefined) continue;
        answers.set(message, answer === "placed" ? undefined : answer);
      }
      const waiting = messages.length - answers.size;
      if (round === 1 && waiting > 0) log.warn({ ...reasonOf(verdicts), broker: broker.name, waiting }, "Orders wait");
      if (round > 1 && waiting === 0) log.info({ broker: broker.name }, "Orders that waited have been processed");
    }
    return messages.flatMap((message) => answers.get(message) ?? []);
  }

  /** Recorded first: that is idempotent across retries. */
  async #bury(refused: readonly Refused[]): Promise<void> {
    const { gateway, broker, topic, log } = this.#options;
    const letters = refused.map(({ message, error }) =>
      deadLetterOf(message, { code: error.code, reason: error.message }),
    );
    for (const each of refused) {
      log.warn({ broker: broker.name, origin: each.message.origin, code: each.error.code }, "An order was rejected");
      await showRefused({ gateway, log, broker: broker.name }, each);
    }
    await broker.publish(deadLetterTopic(topic), letters);
  }
}

/** Undefined while the message has no final result. */
function answerOf(
  message: Received,
  verdict: Verdict,
  failures: Map<Received, number>,
): Refused | "placed" | undefined {
  if ("done" in verdict) return "placed";
  if ("refused" in verdict) return { message, error: verdict.refused, tenantId: verdict.tenantId };
  const { again, tenantId } = verdict;
  if (!isHubError(again) || again.kind !== "internal") return undefined;
  const count = (failures.get(message) ?? 0) + 1;
  failures.set(message, count);
  return count < INTERNAL_TRIES ? undefined : { message, error: again, tenantId };
}

function reasonOf(verdicts: ReadonlyMap<Received, Verdict>): { err?: unknown } {
  for (const verdict of verdicts.values()) if ("again" in verdict) return { err: verdict.again };
  return {};
}
