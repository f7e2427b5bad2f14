import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Article,
  asksTooMuch,
  type Channel,
  emptyForm,
  type FormLine,
  inputOf,
  isUntouched,
  paymentOf,
  quantityIn,
  totalsIn,
  withArticle,
} from "./form-state.ts";

const article = (sku: string, price: number | null = 250, available = 5) =>
  ({ sku, name: sku, price, levels: [{ location: "main", available, allowBackorder: false }] }) as unknown as Article;

const channel = (given: Partial<Channel>) => ({ taxMode: "excluded", taxRateBps: 2000, ...given }) as Channel;

describe("adding articles", () => {
  test("scanning the same article again adds one", () => {
    const lines = withArticle(withArticle(withArticle([], article("A"), 1), article("B"), 2), article("A"), 1);
    expect(lines.map(({ sku, quantity }) => [sku, quantity])).toEqual([
      ["A", 2],
      ["B", 2],
    ]);
  });

  test.each([
    ["3x mug", 3, "mug"],
    ["12 × lantern", 12, "lantern"],
    ["3*85123A", 3, "85123A"],
    ["mug", 1, "mug"],
    ["0x mug", 1, "0x mug"],
    ["85123A", 1, "85123A"],
    ["3x", 3, ""],
  ])("%s is %d of “%s”", (text, quantity, words) => expect(quantityIn(text)).toEqual({ quantity, words }));

  test("a shortage shows before the server is asked, unless backorders are allowed", () => {
    const [line] = withArticle([], article("A", 250, 2), 3);
    if (!line) throw new Error("no line");
    expect(asksTooMuch(line)).toBe(true);
    expect(asksTooMuch({ ...line, levels: null })).toBe(false);
    expect(asksTooMuch({ ...line, levels: [{ location: "main", available: 0, allowBackorder: true }] })).toBe(false);
  });
});

test("the displayed total equals the core's: discount, shipping and tax of every channel", () => {
  const lines = withArticle([], article("A", 1000), 2);
  const form = { ...emptyForm("phone"), lines, shipping: 500, discount: 200 };
  expect(totalsIn(form, channel({}))).toMatchObject({
    subtotal: 2000,
    discount: 200,
    shipping: 500,
    tax: 460,
    total: 2760,
  });
  expect(totalsIn(form, channel({ taxMode: "included" }))).toMatchObject({ tax: 383, total: 2300 });
});

test("a total is never negative, whatever is typed", () => {
  const line = fc.record({ quantity: fc.integer({ min: 1, max: 999 }), unitPrice: fc.option(fc.nat(100_000)) });
  fc.assert(
    fc.property(fc.array(line), fc.option(fc.nat(1_000_000)), (lines, discount) => {
      const form = { ...emptyForm("phone"), discount, lines: lines as unknown as FormLine[] };
      expect(totalsIn(form, undefined).total).toBeGreaterThanOrEqual(0);
    }),
  );
});

describe("the request", () => {
  test("omits an empty customer, and one with only a phone number", () => {
    const form = emptyForm("phone");
    expect(inputOf(form).customer).toBeUndefined();
    expect(inputOf({ ...form, customer: { id: null, name: "", email: "", phone: "1" } }).customer).toBeUndefined();
    expect(inputOf({ ...form, customer: { id: null, name: " Ada ", email: "", phone: "" } }).customer).toEqual({
      name: "Ada",
    });
  });

  test("omits an empty address", () => {
    const blank = { name: "", line1: "", line2: "", city: "", region: "", postalCode: "", country: "GB", phone: "" };
    expect(inputOf({ ...emptyForm("phone"), address: blank }).shippingAddress).toBeUndefined();
  });

  test("records manual payments as received at once", () => {
    const pay = (method: "none" | "manual" | "test", authorizeOnly: boolean) =>
      paymentOf({ ...emptyForm("phone"), payment: { method, authorizeOnly, reference: " R1 " } }).payment;
    expect(pay("none", false)).toBeUndefined();
    expect(pay("manual", true)).toEqual({ method: "manual", capture: true, reference: "R1" });
    expect(pay("test", true)).toMatchObject({ capture: false });
  });

  test("an unedited form causes no warning", () => expect(isUntouched(emptyForm("phone"))).toBe(true));
});
