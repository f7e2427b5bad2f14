import { beforeEach, describe, expect, it } from "vitest";
import { createTestTenant, testHub, testRival } from "#testing/fixtures/hub.ts";
import { createProduct } from "../catalog/index.ts";
import { listLevels } from "../inventory/index.ts";
import type { Actor } from "../kernel/actor.ts";
import { execute } from "../runtime/execute.ts";
import { currentTenant } from "../tenants/current-tenant.ts";
import { createChannel, createLocation, listChannels, listLocations, updateChannel } from "./index.ts";

const hub = testHub();
const rival = testRival(hub);
let actor: Actor;

beforeEach(async () => {
  actor = await createTestTenant(hub);
});

describe("channels", () => {
  it("a new tenant starts with the default channels, in its currency", async () => {
    const { output } = await execute(hub, actor, listChannels, {});
    expect(output.data.map(({ code }) => code).toSorted()).toEqual(["import", "marketplace", "phone", "pos", "web"]);
    const tenant = await execute(hub, actor, currentTenant, {});
    expect(tenant.output).toMatchObject({ name: "Test Shop", currency: "GBP", timeZone: "Europe/London" });
  });

  it("can be added and updated; a duplicate code is rejected", async () => {
    const outlet = { code: "outlet", name: "Outlet", kind: "web", locationOrder: ["main"] };
    const { output } = await execute(hub, actor, createChannel, outlet);
    expect(output).toMatchObject({ currency: "GBP", taxMode: "included", active: true, locationOrder: ["main"] });
    await expect(execute(hub, actor, createChannel, outlet)).rejects.toMatchObject({ code: "channel.code_taken" });
    const changed = await execute(hub, actor, updateChannel, { code: "outlet", taxRateBps: 2000, active: false });
    expect(changed.output).toEqual({ ...output, taxRateBps: 2000, active: false });
    const nowhere = execute(hub, actor, updateChannel, { code: "outlet", locationOrder: ["main", "moon"] });
    await expect(nowhere).rejects.toMatchObject({ errors: [{ pointer: "/locationOrder/1" }] });
  });

  it("may keep a currency that was withdrawn, but not be created in one", async () => {
    const lev = { code: "sofia", name: "Sofia", kind: "web", currency: "BGN" };
    await expect(execute(hub, actor, createChannel, lev)).rejects.toMatchObject({ code: "request.invalid" });
    await execute(hub, actor, createChannel, { ...lev, currency: "EUR" });
    const moved = execute(hub, actor, updateChannel, { code: "sofia", currency: "BGN" });
    await expect(moved).rejects.toMatchObject({ errors: [{ pointer: "/currency" }] });
    await hub.db.sql`update channels set currency = 'BGN' where tenant_id = ${actor.tenantId} and code = 'sofia'`;
    const kept = await execute(hub, actor, updateChannel, { code: "sofia", name: "Plovdiv", currency: "BGN" });
    expect(kept.output).toMatchObject({ name: "Plovdiv", currency: "BGN" });
  });
});

describe("locations", () => {
  it("have a stock level of every article, whichever was created first", async () => {
    await execute(hub, actor, createProduct, { title: "Old", variants: [{ sku: "OLD" }] });
    await execute(hub, actor, createLocation, { code: "shop", name: "Shop" });
    await execute(hub, actor, createProduct, { title: "New", variants: [{ sku: "NEW" }] });
    const { output } = await execute(hub, actor, listLevels, {});
    expect(output.data.map(({ sku, location }) => `${sku} ${location}`).toSorted()).toEqual([
      "NEW main",
      "NEW shop",
      "OLD main",
      "OLD shop",
    ]);
    expect((await execute(hub, actor, listLocations, {})).output.data.map(({ code }) => code)).toEqual([
      "main",
      "shop",
    ]);
  });

  it("miss no article when articles and locations are added concurrently in two processes", async () => {
    await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        i % 4 === 0
          ? execute(rival, actor, createLocation, { code: `l${i}`, name: "Place" })
          : execute(hub, actor, createProduct, { title: "Thing", variants: [{ sku: `S${i}` }] }),
      ),
    );
    const [row] = await hub.db.sql`select count(*)::int as count from stock_levels where tenant_id = ${actor.tenantId}`;
    expect(row).toEqual({ count: 15 * 6 });
  });

  it("reject a duplicate code", async () => {
    const same = { code: "shop", name: "Shop" };
    const settled = await Promise.allSettled([
      execute(hub, actor, createLocation, same),
      execute(rival, actor, createLocation, same),
    ]);
    expect(settled.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });
});
