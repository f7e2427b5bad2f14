import { expect, it, vi } from "vitest";
import { settingsOf } from "#core/erp/default-settings.ts";
import type { InvoiceDocument } from "#core/erp/schemas.ts";
import type { Erp, ErpInvoice } from "#integrations/erp/port.ts";
import { CallFailed, CallWithdrawn } from "#integrations/soap/soap-client.ts";
import { attempt } from "./attempt.ts";
import { ERP_TRIES, waitAfter } from "./retries.ts";

const document: InvoiceDocument = {
  number: "INV-000007",
  kind: "invoice",
  invoice: null,
  orderNumber: "1042",
  externalId: null,
  channel: "web",
  issuedAt: "2026-11-30T10:00:00.000Z",
  currency: "GBP",
  decimals: 2,
  customer: { name: "", email: "" },
  lines: [],
  shipping: 0,
  tax: 0,
  total: 700,
};
const theirs: ErpInvoice = { number: "INV-000007", total: 700, currency: "GBP", reference: "L-1" };

/** An ERP that is asked no more than it is expected to be. */
function erpOf(over: Partial<Erp>): Erp {
  const never = () => Promise.reject(new Error("This was not to be asked"));
  return { post: never, find: never, list: never, stock: never, ...over };
}

const tried = (erp: Erp, { unsure = false, isOurs = (): boolean => true } = {}) =>
  attempt(erp, { settings: settingsOf(undefined), tenantId: "t" }, { document, unsure, isOurs });

it("an invoice that may be there is looked for, and posted only if it is not", async () => {
  const post = vi.fn<Erp["post"]>(async () => ({ reference: "L-2", duplicate: false }));
  expect(await tried(erpOf({ find: async () => theirs }), { unsure: true })).toEqual({
    outcome: "found",
    reference: "L-1",
  });
  expect(await tried(erpOf({ find: async () => null, post }), { unsure: true })).toEqual({
    outcome: "posted",
    reference: "L-2",
  });
  expect(await tried(erpOf({ find: async () => undefined, post }), { unsure: true })).toMatchObject({
    outcome: "posted",
  });
  expect(post).toHaveBeenCalledTimes(2);
});

it("nothing is posted once the lease is lost", async () => {
  const post: Erp["post"] = async ({ maySend }) => {
    if (maySend?.() === false) throw new CallWithdrawn();
    return { reference: null, duplicate: false };
  };
  const erp = erpOf({ find: async () => null, post });
  expect(await tried(erp, { unsure: true, isOurs: () => false })).toBeUndefined();
  expect(await tried(erp, { unsure: true })).toMatchObject({ outcome: "posted" });
});

it("another amount under our number is refused, whether it was looked for or answered as a duplicate", async () => {
  const find = async () => ({ ...theirs, total: 1 });
  const wrong = { outcome: "failed", failed: { kind: "refused", message: expect.stringContaining("over 1 GBP") } };
  expect(await tried(erpOf({ find }), { unsure: true })).toMatchObject(wrong);
  expect(await tried(erpOf({ find, post: async () => ({ reference: "L-1", duplicate: true }) }))).toMatchObject(wrong);
});

it("a refusal because it is there already is a success; any other is final", async () => {
  const post = () => Promise.reject(new CallFailed("refused", "Number taken"));
  expect(await tried(erpOf({ post, find: async () => theirs }))).toEqual({ outcome: "found", reference: "L-1" });
  expect(await tried(erpOf({ post, find: async () => null }))).toMatchObject({
    outcome: "failed",
    failed: { message: "Number taken" },
  });
  expect(waitAfter(1, new CallFailed("refused", ""), () => 0)).toBeNull();
});

it("an invoice is not given up because the ERP refuses to say whether it has it", async () => {
  const find = () => Promise.reject(new CallFailed("refused", "Not found", { status: 500 }));
  const made = await tried(erpOf({ find }), { unsure: true });
  expect(made).toMatchObject({ outcome: "failed", failed: { kind: "failed", unsure: true, status: 500 } });
});

it("waits longer after each failure, at least as long as the ERP asks, and ends", () => {
  const failed = new CallFailed("failed", "");
  const waits = Array.from({ length: ERP_TRIES }, (_, n) => waitAfter(n + 1, failed, () => 0));
  expect(waits.slice(0, 3)).toEqual([5000, 15_000, 45_000]);
  expect(waits.slice(-2)).toEqual([7_200_000, null]);
  expect(waitAfter(1, new CallFailed("failed", "", { retryAfter: "600" }), () => 0.5)).toBe(600_000);
});
