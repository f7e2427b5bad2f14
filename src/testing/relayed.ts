import { readPage } from "#core/events/consumer-store.ts";
import type { ConsumerEvent } from "#core/events/consumer.ts";
import { relayPass } from "#core/events/relay.ts";
import { feedHead } from "#core/events/store.ts";
import type { Hub } from "#core/hub.ts";

/** Moves committed events into the feed and answers them, for tests that are a consumer themselves. */
export async function relayed({ db: { sql } }: Hub): Promise<readonly ConsumerEvent[]> {
  const after = await feedHead(sql);
  while ((await relayPass({ sql })) > 0);
  return (await readPage(sql, { after, upTo: undefined, limit: 100_000 })).events;
}
