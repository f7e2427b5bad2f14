import type { Sql } from "postgres";
import { troubleOf } from "../kernel/trouble.ts";
import type { Types } from "../kernel/tx.ts";
import { lockCursor } from "./consumer-store.ts";
import { type Applying, type ConsumerEvent } from "./consumer.ts";
import type { ConsumerLog } from "./consumer.ts";
import { lettersToRedrive, returnLetter, takeLetter } from "./dead-letter-store.ts";

const AT_ONCE = 100;

export interface Redrive {
  readonly consumer: Applying;
  readonly holder: string;
}

/** Retries the dead letters marked for redrive: each in a transaction that deletes it. */
export async function redriveLetters(sql: Sql<Types>, log: ConsumerLog, redrive: Redrive): Promise<void> {
  const { name } = redrive.consumer;
  for (const event of await lettersToRedrive(sql, name, AT_ONCE)) {
    try {
      await again(sql, redrive, event);
      log.info({ consumer: name, eventId: event.id }, "A dead letter had its effect");
    } catch (error) {
      log.error({ err: error, consumer: name, eventId: event.id }, "A dead letter has failed again");
      await returnLetter(sql, { consumer: name, event, error: troubleOf(error) });
    }
  }
}

async function again(sql: Sql<Types>, { consumer, holder }: Redrive, event: ConsumerEvent): Promise<void> {
  await sql.begin(async (transaction) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a transaction runs the same statements
    const tx = transaction as unknown as Sql<Types>;
    const mine = await lockCursor(tx, { name: consumer.name, holder });
    if (mine && (await takeLetter(tx, consumer.name, event))) await consumer.apply(tx, [event]);
  });
}
