import { asTenantId, newId, type TenantId } from "#core/kernel/ids.ts";
import type { Sealer } from "#core/kernel/sealing.ts";
import { readinessOf, unitsThere } from "#core/order/readiness.ts";
import type { Hub } from "#core/runtime/hub.ts";
import { hashPassword } from "#core/users/password.ts";
import { castOf, type DemoAccount, demoAccounts } from "./cast.ts";
import { Chance } from "./chance.ts";
import { tellSubscribers } from "./delivery-store.ts";
import { playHistory } from "./history.ts";
import { fillInbox } from "./inbox.ts";
import { Journal } from "./journal.ts";
import type { Stage } from "./order-book.ts";
import { writeOrder } from "./order-rows.ts";
import { compareBooks } from "./partner-books.ts";
import { makePeople } from "./people.ts";
import { Shelves } from "./shelves.ts";
import { type DemoLocation, type DemoVariant, hire, openChannels, openLocations, stockCatalogue } from "./shop.ts";
import { fillFeed, insertTables, insertTenant, isSeeded } from "./store.ts";
import { addSubscribers } from "./subscribers.ts";

export interface Demo {
  readonly tenantId: TenantId;
  /** False when the demo shop existed. */
  readonly made: boolean;
}

const SLUG = "harbour-and-pine";
const DAY = 86_400_000;

/** Undefined without a demo shop. */
export const demoTenant = (hub: Hub): Promise<TenantId | undefined> => isSeeded(hub.db, SLUG);

/**
 * Creates the demo shop: sixty days of a gift shop by the sea, the same every time but for the date and the passwords
 * of its accounts. Idempotent.
 */
export async function seedDemo(hub: Hub, accounts: readonly DemoAccount[] = demoAccounts): Promise<Demo> {
  const known = await demoTenant(hub);
  if (known !== undefined) return { tenantId: known, made: false };
  const tenantId = asTenantId(newId());
  const now = hub.clock();
  const passwordHashes = await hashesOf(accounts);
  const { journal, orders, subscribers } = tell(tenantId, { now, passwordHashes, sealer: hub.sealer });
  await hub.db.transaction(tenantId, async (tx) => {
    const since = new Date(now.getTime() - 75 * DAY);
    await insertTenant(tx, { slug: SLUG, name: "Harbour & Pine", since, firstNumber: 1001 + orders });
    await insertTables(tx, journal.tables);
    await fillFeed(tx);
    await tellSubscribers(tx, subscribers, now);
  });
  return { tenantId, made: true };
}

/** By email; hashed once per password. */
async function hashesOf(accounts: readonly DemoAccount[]): Promise<ReadonlyMap<string, string>> {
  const passwords = [...new Set(accounts.map(({ password }) => password))];
  const hashes = new Map(await Promise.all(passwords.map(async (each) => [each, await hashPassword(each)] as const)));
  return new Map(accounts.map(({ email, password }) => [email, hashes.get(password) ?? ""]));
}

interface Told {
  readonly now: Date;
  readonly passwordHashes: ReadonlyMap<string, string>;
  readonly sealer: Sealer;
}

/** All rows in memory, by table. */
function tell(tenantId: TenantId, { now, passwordHashes, sealer }: Told) {
  const chance = new Chance(1851);
  const journal = new Journal(tenantId, chance);
  const since = new Date(now.getTime() - 75 * DAY);
  const cast = castOf(chance, tenantId, since);
  hire(journal, cast, { since, passwordHashes });
  const channels = openChannels(journal, since);
  const { main, shop } = openLocations(journal, cast, since);
  const variants = stockCatalogue(journal, cast, since);
  const stage: Stage = { journal, shelves: new Shelves(journal), cast, now };
  fillShelves(stage, variants, { main, shop, at: new Date(since.getTime() + 5 * DAY) });
  const people = makePeople(chance, 120);
  const told = playHistory(stage, { variants, people, main, shop, now, orders: 600 });
  const { shelves } = stage;
  shelves.close();
  for (const order of told) {
    order.record.ready = readinessOf(order.record, unitsThere(shelves.reservationsOf(order.record.lines)));
    writeOrder(journal, order, channels.get(order.record.channel) ?? "");
  }
  fillInbox({ journal, cast, now, sealer }, told, variants);
  compareBooks(stage, told, channels.get("marketplace") ?? "");
  const subscribers = addSubscribers({ journal, cast, now, sealer });
  return { journal, orders: told.length, subscribers };
}

function fillShelves(
  { shelves, journal, cast }: Stage,
  variants: readonly DemoVariant[],
  { main, shop, at }: { main: DemoLocation; shop: DemoLocation; at: Date },
): void {
  const { chance } = journal;
  const by = cast.manager;
  for (const [index, variant] of variants.entries()) {
    const wanted = Math.ceil(variant.popularity * 40);
    const safetyStock = chance.happens(0.25) ? 4 : 0;
    const incoming = chance.happens(0.15) ? 24 : 0;
    const allowBackorder = index % 17 === 5;
    shelves.open(variant, main, { units: wanted + chance.int(4, 40), at, by, safetyStock, incoming, allowBackorder });
    shelves.open(variant, shop, {
      units: chance.int(3, 14),
      at,
      by,
      safetyStock: 0,
      incoming: 0,
      allowBackorder: false,
    });
  }
  journal.tell(by, at, shelves.news());
}
