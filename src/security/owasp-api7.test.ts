import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createPartner } from "#core/reconciliation/index.ts";
import { createEndpoint, updateEndpoint } from "#core/webhooks/index.ts";
import { mayName } from "#integrations/http-out/addresses.ts";
import { HttpOut } from "#integrations/http-out/http-out.ts";
import { hiddenUrls, privateUrls } from "#testing/attacks/private-urls.ts";
import { testShop } from "#testing/fixtures/shop.ts";

/** API7:2023 Server Side Request Forgery. Redirects and rebinding are also in src/integrations/http-out/http-out.test.ts. */
const shop = testShop();
let reached = 0;
const inside = createServer((_, answer) => {
  reached += 1;
  answer.end("secret");
});
const out = new HttpOut({ allowPrivate: false });

beforeAll(async () => {
  Object.assign(shop.hub, { mayCall: (address: string) => mayName(address, false) });
  await new Promise<void>((resolve) => inside.listen(0, resolve));
});
afterAll(async () => {
  await out.close();
  await new Promise((resolve) => inside.close(resolve));
});

const code = (work: Promise<unknown>) =>
  work.then(
    () => "accepted",
    (error: { code?: string }) => error.code ?? "failed",
  );

it("has more than eighty spellings of private addresses to try", () => {
  expect(new Set(privateUrls).size).toBeGreaterThanOrEqual(80);
});

describe.each([...privateUrls, ...hiddenUrls])("%s", (url) => {
  it("is refused when it is saved, and not called when it is called all the same", async () => {
    const refused = ["webhook.private_target", "request.invalid"];
    const partner = {
      code: `p${Math.random().toString(36).slice(2, 10)}`,
      name: "Acme",
      compares: "orders",
      channel: "web",
      url,
    };
    const { id } = await shop.run(createEndpoint, { url: "https://example.com/hook" });
    expect(refused).toContain(await code(shop.run(createEndpoint, { url })));
    expect(refused).toContain(await code(shop.run(updateEndpoint, { id, url })));
    expect(refused).toContain(await code(shop.run(createPartner, partner)));
    await expect(out.fetchOut({ url, timeoutMs: 1000, maxBytes: 1000 })).rejects.toBeDefined();
  });
});

it("a port of the machine itself is not reached by any of them", async () => {
  const { port } = inside.address() as AddressInfo;
  for (const url of privateUrls) {
    const at = url.replace("https:", "http:").replace("/hook", `:${port}/hook`);
    await out.fetchOut({ url: at, timeoutMs: 500, maxBytes: 1000 }).catch(() => {});
  }
  expect(reached).toBe(0);
});
