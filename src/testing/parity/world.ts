import { randomBytes } from "node:crypto";
import { createIdentify } from "#auth/identify.ts";
import type { Actor } from "#core/kernel/actor.ts";
import { scopes } from "#core/kernel/actor.ts";
import { newId } from "#core/kernel/ids.ts";
import { ensureApiKey } from "#core/keys/index.ts";
import { execute } from "#core/runtime/execute.ts";
import { LeasedLimits } from "#server/limits/leased-limits.ts";
import { postgresQuotas } from "#server/limits/quota-store.ts";
import { createGateway, type Gateway } from "#transports/gateway/gateway.ts";
import type { Limits } from "#transports/gateway/limits.ts";
import { addArticles } from "../fixtures/builders.ts";
import { createTestTenant, type TestHub } from "../fixtures/hub.ts";
import type { Scenario, Step } from "./scenario.ts";

const LIMITED_CALLS = 3;
/** The cookie of the tests: a session's id without the signature that the server adds. */
const SESSION = /(?:^|; )sid=([^;]+)/;

/** A tenant of its own with the articles of a scenario, and a key of each sort. */
export interface Shop {
  readonly actor: Actor;
  readonly slug: string;
  /** Part of every name that must be unique. */
  readonly run: string;
  readonly tokens: ReadonlyMap<Step["credential"], string>;
}

/** The hub under all transports: keys are real ones, and one sort of key has a small quota. */
export class World {
  readonly hub: TestHub;
  readonly gateway: Gateway;
  readonly #limited = new Set<string>();

  constructor(hub: TestHub) {
    this.hub = hub;
    this.gateway = createGateway({
      hub,
      identify: createIdentify(hub, (cookies) => Promise.resolve(SESSION.exec(cookies)?.[1])),
      limits: this.#limits(),
      publicOrigin: "https://hub.example.com",
    });
  }

  #limits(): Limits {
    const key = { quota: LIMITED_CALLS, windowS: 3600 };
    const source = postgresQuotas(() => this.hub.db.sql);
    const limits = new LeasedLimits(source, { key, user: undefined, ip: undefined }, () => {});
    return {
      charge: (kind, subject, more) =>
        kind === "key" && this.#limited.has(subject) ? limits.charge(kind, subject, more) : undefined,
    };
  }

  async open({ articles }: Scenario): Promise<Shop> {
    const actor = await createTestTenant(this.hub);
    const run = "parity";
    const named = articles.map(({ sku, ...article }) => ({ ...article, sku: sku.replace("${run}", run) }));
    if (named.length > 0) await addArticles(this.hub, actor, named);
    const full = await this.#key(actor, "full", [...scopes]);
    const reader = await this.#key(actor, "reader", ["orders:read"]);
    const limited = await this.#key(actor, "limited", [...scopes]);
    const expired = await this.#key(actor, "expired", [...scopes]);
    this.#limited.add(`api_key:${limited.id}`);
    await this.hub.db.sql`update api_keys set expires_at = now() - interval '1 second' where id = ${expired.id}`;
    const tokens = new Map<Step["credential"], string>([
      ["full", full.token],
      ["reader", reader.token],
      ["limited", limited.token],
      ["expired", expired.token],
      ["unknown", `unknown_${randomBytes(24).toString("hex")}`],
    ]);
    return { actor, slug: `t-${actor.tenantId.slice(-12)}`, run, tokens };
  }

  async #key(actor: Actor, name: string, of: readonly string[]) {
    const token = `parity_${newId()}_${randomBytes(8).toString("hex")}`;
    const { output } = await execute(this.hub, actor, ensureApiKey, { name, key: token, scopes: of });
    return { id: output.id, token };
  }
}
