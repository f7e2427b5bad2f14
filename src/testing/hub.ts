import { createLanes } from "#core/batch.ts";
import { Feed } from "#core/events/feed.ts";
import { RelayNotice, relayPass } from "#core/events/relay.ts";
import { execute } from "#core/execute.ts";
import type { Hub } from "#core/hub.ts";
import { type Actor, systemActor } from "#core/kernel/actor.ts";
import { cursorCodec } from "#core/kernel/cursors.ts";
import { internal } from "#core/kernel/errors.ts";
import { asTenantId, newId } from "#core/kernel/ids.ts";
import { createSealer } from "#core/kernel/sealing.ts";
import { createTenant } from "#core/tenants/create-tenant.ts";
import { connect } from "#db/client.ts";
import type { FileStore } from "#integrations/storage/port.ts";
import { type RealConsumers, realConsumers } from "./consumers.ts";

export interface TestHub extends Hub {
  readonly feed: Feed;
  readonly files?: FileStore;
  /** Moves all committed events into the feed and lets the consumers that a worker starts catch up with it. */
  relay(): Promise<void>;
  close(): Promise<void>;
}

/** A hub over a database of the caller's, without background work: tests say when the relay looks. */
export function createTestHub(url: string, options: { poolSize?: number; files?: FileStore } = {}): TestHub {
  const db = connect({ url, poolSize: options.poolSize ?? 8 });
  const feed = new Feed(db, (error) => process.emitWarning(String(error)));
  const notice = new RelayNotice(db.steady, (error) => process.emitWarning(String(error)));
  let consumers: Promise<RealConsumers> | undefined;
  const hub: TestHub = {
    db,
    feed,
    ...(options.files && { files: options.files }),
    lanes: createLanes({ batchSize: 100, width: 1 }),
    cursors: cursorCodec("test secret"),
    sealer: createSealer("test secret"),
    clock: () => new Date(),
    observe: () => {},
    undeclared: (operation, { code }) =>
      internal(new Error(`${operation} refused with ${code}, which is not among its failures`)),
    nudge: notice.give,
    events: (...subscription) => feed.subscribe(...subscription),
    async relay() {
      consumers ??= realConsumers(hub);
      const real = await consumers;
      // What consumers do may be events again.
      while ((await relayPass({ sql: db.steady })) > 0) await real.catchUp();
    },
    close: async () => {
      await Promise.all([feed.stop(), notice.settled(), consumers?.then((each) => each.stop())]);
      await db.close();
    },
  };
  return hub;
}

/** A private tenant and its all-powerful actor. */
export async function createTestTenant(
  hub: Hub,
  over: { currency?: string; taxRateBps?: number; timeZone?: string } = {},
): Promise<Actor> {
  const tenantId = asTenantId(newId());
  const actor = systemActor(tenantId, "test");
  await execute(hub, actor, createTenant, { slug: `t-${tenantId.slice(-12)}`, name: "Test Shop", ...over });
  return actor;
}
