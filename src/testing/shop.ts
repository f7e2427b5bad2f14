import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import type { z } from "zod";
import { execute } from "#core/execute.ts";
import type { Actor } from "#core/kernel/actor.ts";
import type { Command, Query } from "#core/kernel/operation.ts";
import type { CallOptions } from "#core/observed.ts";
import { type Article, addArticles } from "./builders.ts";
import { createTestDatabase, type TestDatabase } from "./database.ts";
import { createTestHub, createTestTenant, type TestHub } from "./hub.ts";
import { brokenInvariants } from "./invariants.ts";

type Runnable<I extends z.ZodType, O extends z.ZodType> = Command<I, O> | Query<I, O>;

/** Long enough for a rival to reach the lock that the first holds. */
const RIVAL_HEAD_START_MS = 50;

/** A tenant of its own for each test of a file, and two hubs, as two processes would be. */
export class Shop {
  #database: TestDatabase | undefined;
  #hubs: TestHub[] = [];
  #actor: Actor | undefined;

  get hub(): TestHub {
    return this.#at(0);
  }

  get rival(): TestHub {
    return this.#at(1);
  }

  /** Of its database, for processes of their own. */
  get url(): string {
    if (this.#database === undefined) throw new Error("there is a database only while tests run");
    return this.#database.url;
  }

  get actor(): Actor {
    if (this.#actor === undefined) throw new Error("there is a tenant only while a test runs");
    return this.#actor;
  }

  #at(index: number): TestHub {
    const hub = this.#hubs[index];
    if (hub === undefined) throw new Error("there is a hub only while tests run");
    return hub;
  }

  /** Runs an operation in the first process, or in another. */
  async run<I extends z.ZodType, O extends z.ZodType>(
    operation: Runnable<I, O>,
    input: unknown,
    options: CallOptions & { hub?: TestHub } = {},
  ): Promise<z.output<O>> {
    const { hub = this.hub, ...call } = options;
    return (await execute(hub, this.actor, operation, input, call)).output;
  }

  /** Runs a rival in the second process once the first has read and before it writes; answers what came of the rival. */
  async raced<T>(point: string, rival: (hub: TestHub) => Promise<T>, first: () => Promise<unknown>): Promise<unknown> {
    let running: Promise<unknown> | undefined;
    this.hub.race = async (reached) => {
      if (reached !== point || running !== undefined) return;
      running = rival(this.rival).catch((error: unknown) => error);
      await new Promise((resolve) => setTimeout(resolve, RIVAL_HEAD_START_MS));
    };
    try {
      await first();
    } finally {
      this.hub.race = undefined;
    }
    if (running === undefined) throw new Error(`nothing passed ${point}`);
    return running;
  }

  stock(articles: readonly Article[]): Promise<void> {
    return addArticles(this.hub, this.actor, articles);
  }

  async open(): Promise<void> {
    const database = await createTestDatabase();
    this.#database = database;
    this.#hubs = [0, 1].map(() => createTestHub(database.url));
  }

  async enter(): Promise<void> {
    this.#actor = await createTestTenant(this.hub);
  }

  async audit(): Promise<void> {
    const broken = await brokenInvariants(this.hub, this.actor);
    if (broken.length > 0) throw new Error(broken.join("\n"));
  }

  async close(): Promise<void> {
    await Promise.all(this.#hubs.map((hub) => hub.close()));
    await this.#database?.drop();
  }
}

/** Every test of the file must leave books that balance. */
export function testShop(): Shop {
  const shop = new Shop();
  beforeAll(() => shop.open());
  beforeEach(() => shop.enter());
  afterEach(() => shop.audit());
  afterAll(() => shop.close());
  return shop;
}
