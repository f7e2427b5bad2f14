import { describe, expect, it } from "vitest";
import { createPartner, updatePartner } from "#core/reconciliation/index.ts";
import { createEndpoint, updateEndpoint } from "#core/webhooks/index.ts";
import { mayName } from "#integrations/http-out/addresses.ts";
import { testShop } from "#testing/fixtures/shop.ts";

const shop = testShop();
const refused = { code: "webhook.private_target", errors: [{ pointer: "/url" }] };

describe.each([
  "https://10.0.0.1/hook",
  "https://localhost/hook",
  "https://shop.localhost./hook",
  "https://[::1]/hook",
  "https://[::169.254.169.254]/hook",
  "https://[::ffff:0:10.0.0.1]/hook",
  "https://2130706433/hook",
  "https://0x7f.1/hook",
  "http://example.com/hook",
])("%s", (url) => {
  it("is rejected when an endpoint or a partner is saved, not only when something is sent", async () => {
    Object.assign(shop.hub, { mayCall: (address: string) => mayName(address, false) });
    const partner = { code: "acme", name: "Acme", compares: "orders", channel: "web" };
    await expect(shop.run(createEndpoint, { url })).rejects.toMatchObject(refused);
    await expect(shop.run(createPartner, { ...partner, url })).rejects.toMatchObject(refused);
    const endpoint = await shop.run(createEndpoint, { url: "https://example.com/hook" });
    const known = await shop.run(createPartner, { ...partner, url: "https://example.com/list" });
    await expect(shop.run(updateEndpoint, { id: endpoint.id, url })).rejects.toMatchObject(refused);
    await expect(shop.run(updatePartner, { id: known.id, url })).rejects.toMatchObject(refused);
  });
});

const movedSecret = (field: string) => ({ code: "webhook.moved_secret", errors: [{ pointer: `/${field}` }] });

describe("a secret stored for one server", () => {
  it("is not sent to another server after an endpoint's URL has changed", async () => {
    const [url, headers] = ["https://one.example/hook", { authorization: "Bearer one" }];
    const { id } = await shop.run(createEndpoint, { url, headers });
    const elsewhere = "https://two.example/hook";
    await expect(shop.run(updateEndpoint, { id, url: elsewhere })).rejects.toMatchObject(movedSecret("headers"));
    expect(await shop.run(updateEndpoint, { id, url: `${url}/2` })).toMatchObject({ url: `${url}/2` });
    expect(await shop.run(updateEndpoint, { id, url: elsewhere, headers })).toMatchObject({ url: elsewhere });
    expect(await shop.run(updateEndpoint, { id, url, headers: {} })).toMatchObject({ url, headerNames: [] });
  });

  it("is not sent to another server after a partner's URL has changed", async () => {
    const [url, authorization] = ["https://one.example/list", "Bearer one"];
    const partner = { code: "moved", name: "Moved", compares: "orders", channel: "web", url, authorization };
    const { id } = await shop.run(createPartner, partner);
    const elsewhere = "https://two.example/list";
    await expect(shop.run(updatePartner, { id, url: elsewhere })).rejects.toMatchObject(movedSecret("authorization"));
    expect(await shop.run(updatePartner, { id, url: elsewhere, authorization: null })).toMatchObject({
      url: elsewhere,
    });
  });
});
