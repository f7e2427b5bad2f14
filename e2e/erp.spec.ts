import { ErpServer, phpSoapInstalled } from "#testing/servers/erp-server.ts";
import { firstOf, invoiceOf, type Order, readyOrder, stockedArticle } from "./arrange.ts";
import { expect, openScreen, test } from "./fixtures.ts";
import { erpPort } from "./server.ts";

let erp: ErpServer | undefined;

test.beforeAll(async () => {
  if (!phpSoapInstalled()) throw new Error("These tests need php with php-soap, which .ci/run installs.");
  erp = await ErpServer.open(erpPort);
});
test.afterAll(() => erp?.close());

/** Long enough for a circuit that opened while there was no ERP. */
const POSTED = { timeout: 90_000 };

test("a shipped order's invoice is posted, and one that the ERP refused is posted again by hand", async ({
  page,
  api,
}) => {
  const sku = await stockedArticle(api, 2);
  const order: Order = await readyOrder(api, sku);
  await invoiceOf(api, order);
  await openScreen(page, `/integrations/erp?order=${order.number}`);
  const row = page.getByRole("row").filter({ hasText: order.number });
  await expect(row.getByText("Posted")).toBeVisible(POSTED);

  const { settings } = await (await api.get("erp")).json();
  const wrong = { post: { ...settings.post, operation: "NoSuchOperation" } };
  expect((await api.patch("erp", { data: wrong })).status()).toBe(200);
  const refused = await readyOrder(api, sku);
  const id = await invoiceOf(api, refused);
  await openScreen(page, `/integrations/erp/${id}`);
  await expect(page.getByText("The WSDL has no operation NoSuchOperation.").first()).toBeVisible(POSTED);
  expect((await api.patch("erp", { data: { post: settings.post } })).status()).toBe(200);
  await page.getByRole("button", { name: "Post again" }).click();
  await expect(page.getByText("In the ERP")).toBeVisible(POSTED);
  await expect(page.getByRole("list", { name: "Attempts" }).getByRole("listitem")).toHaveCount(2);

  const { number, total } = await (await api.get(`invoices/${id}`)).json();
  const books = await erp?.books();
  expect(books?.invoices.filter((booked) => booked.Number === number)).toMatchObject([{ Total: total }]);
  expect((await firstOf<{ id: string; state: string }>(api, `invoices?order=${order.number}`)).state).toBe("posted");
});
