import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { startConsumers } from "#core/events/start-consumers.ts";
import type { Actor } from "#core/kernel/actor.ts";
import type { OrderView } from "#core/order/schemas.ts";
import { placeOrder } from "#core/orders/index.ts";
import { execute } from "#core/runtime/execute.ts";
import { OrderIntake } from "#transports/broker/order-intake.ts";
import { eventSink } from "#transports/broker/sink.ts";
import { addArticles } from "../../fixtures/builders.ts";
import { createTestDatabase, type TestDatabase } from "../../fixtures/database.ts";
import { createTestGateway } from "../../fixtures/gateway.ts";
import { createTestHub, createTestTenant, type TestHub } from "../../fixtures/hub.ts";
import { type ServerProcess, startServerProcess } from "../../servers/server-process.ts";
import type { Outside } from "./outside.ts";

export const GROUP = "crossdock";
/** For `expect.poll`: long enough for a group to detect a killed member. */
export const PATIENCE = { timeout: 60_000, interval: 200 };
const log = { info: () => {}, warn: () => {}, error: () => {} };

export interface SinkRow {
  readonly lag: number;
  readonly position: number;
  readonly lastError: string | null;
}

export const orderOf = (externalId: string, sku = "A") => ({
  channel: "web",
  externalId,
  lines: [{ sku, quantity: 1 }],
});

/** A shop, a database and a broker for the tests of one file. */
export class QueueWorld {
  readonly outside: Outside;
  readonly hub: TestHub;
  readonly actor: Actor;
  readonly #database: TestDatabase;
  readonly #dataDir: string;

  private constructor(given: {
    outside: Outside;
    database: TestDatabase;
    hub: TestHub;
    actor: Actor;
    dataDir: string;
  }) {
    this.outside = given.outside;
    this.hub = given.hub;
    this.actor = given.actor;
    this.#database = given.database;
    this.#dataDir = given.dataDir;
  }

  static async open(openOutside: () => Promise<Outside>): Promise<QueueWorld> {
    const [outside, database] = await Promise.all([openOutside(), createTestDatabase()]);
    const dataDir = await mkdtemp(join(tmpdir(), "crossdock-test-"));
    const hub = createTestHub(database.url);
    const actor = await createTestTenant(hub);
    await addArticles(hub, actor, [
      { sku: "A", onHand: 100_000 },
      { sku: "FEW", onHand: 25 },
    ]);
    return new QueueWorld({ outside, database, hub, actor, dataDir });
  }

  async close(): Promise<void> {
    await this.hub.close();
    const gone = rm(this.#dataDir, { recursive: true, force: true });
    await Promise.all([this.outside.close(), this.#database.drop(), gone]);
  }

  /** The real server in the role that uses brokers. */
  worker(): Promise<ServerProcess> {
    const place = { DATABASE_URL: this.#database.url, DATA_DIR: this.#dataDir };
    return startServerProcess({ ...this.outside.env, ...place, ROLE: "worker", BROKER_START: "beginning" });
  }

  /** Another process's hub over the same database. */
  another(): TestHub {
    return createTestHub(this.#database.url);
  }

  async place(externalId: string): Promise<OrderView> {
    return (await execute(this.hub, this.actor, placeOrder, orderOf(externalId))).output.order;
  }

  /** Starts publishing events from this process. */
  startSink(): Promise<{ stop(): Promise<void> }> {
    const { outside, hub } = this;
    const consumers = [eventSink({ broker: outside.broker(), topic: outside.events, start: "beginning" })];
    return startConsumers({ db: hub.db, log, onError: () => {}, consumers });
  }

  intake(hub: TestHub = this.hub): OrderIntake {
    const { outside } = this;
    const gateway = createTestGateway(hub, new Map());
    const intake = new OrderIntake({
      hub,
      gateway,
      log,
      broker: outside.broker(),
      topic: outside.intake,
      group: GROUP,
    });
    intake.start();
    return intake;
  }

  /** Ids of all events with a feed position. */
  async eventIds(): Promise<string[]> {
    const rows = await this.hub.db.sql<{ id: string }[]>`select e.id from feed f join events e on e.n = f.n`;
    return rows.map(({ id }) => id).toSorted();
  }

  async sinkRow(): Promise<SinkRow | undefined> {
    const [row] = await this.hub.db.sql<SinkRow[]>`
      select (select max(position) from feed) - position as lag, position, last_error as "lastError" from consumers
      where name in ('kafka', 'redis')`;
    return row;
  }

  /** Orders whose external id has this prefix. */
  async placed(prefix: string): Promise<string[]> {
    const rows = await this.hub.db.sql<{ id: string }[]>`
      select external_id as id from orders where external_id like ${`${prefix}%`} order by 1`;
    return rows.map(({ id }) => id);
  }
}

/** The world of a `describe` block, available while its tests run. */
export function queueWorld(openOutside: () => Promise<Outside>): () => QueueWorld {
  let world: QueueWorld | undefined;
  beforeAll(async () => {
    world = await QueueWorld.open(openOutside);
  });
  afterAll(() => world?.close());
  return () => {
    if (world === undefined) throw new Error("there is a world only while tests run");
    return world;
  };
}
