import { instantOf } from "../../kernel/civil-time.ts";
import { isWithinTime, TIME_RANGE } from "../../kernel/shapes.ts";
import type { ImportOptions } from "../schemas.ts";
import { minorOf, quantityOf, worth } from "./amounts.ts";
import { type Cells, type Column, type CustomerContent, type LineContent, type Preset, RowFault } from "./preset.ts";

const CURRENCY = "GBP";

/** Codes in the article column that are not articles. */
const CHARGES = new Set([
  ..."POST DOT C2 C3 M B S AMAZONFEE CRUK".split(" "), // postage, carriage, manual, bad debt, samples, fee, charity
  "BANK CHARGES",
]);
const DISCOUNT = "D";

const column = (name: string, about: string, example: string): Column => ({ name, required: true, about, example });

/**
 * The "Online Retail" data set as the UCI Machine Learning Repository gives it (doi:10.1057/dbm.2012.17): Latin-1, one
 * row per article of an invoice, UK wall time, pounds. Article codes differ in case only by mistake and are folded.
 */
export const onlineRetail: Preset = {
  name: "online-retail",
  title: "Online Retail (UCI)",
  encoding: "latin1",
  delimiter: ",",
  createArticles: true,
  canPlace: false,
  columns: [
    column("InvoiceNo", "Number of the invoice; with a leading C a cancellation.", "536365"),
    column("StockCode", "The article, or a code for postage, charges and discounts.", "85123A"),
    column("Description", "May be empty.", "WHITE HANGING HEART T-LIGHT HOLDER"),
    column("Quantity", "Negative on cancellations and write-offs.", "6"),
    column("InvoiceDate", "M/D/YY H:MM, UK wall time.", "12/1/10 8:26"),
    column("UnitPrice", "Pounds.", "2.55"),
    column("CustomerID", "May be empty.", "17850"),
    column("Country", "Where the customer lives; kept as a tag.", "United Kingdom"),
  ],
  documentOf: (cells) => cells("InvoiceNo").toUpperCase(),
  amountOf: (cells) => ({ currency: CURRENCY, minor: worth(cells("Quantity"), cells("UnitPrice"), CURRENCY) }),
  read(cells, options) {
    const number = cells("InvoiceNo").toUpperCase();
    if (!/^[A-Z]?\d{1,12}$/.test(number)) throw new RowFault("number", `"${number}" is not an invoice number.`);
    const country = cells("Country");
    const heading = {
      channel: options.channel,
      number,
      currency: CURRENCY,
      customer: customerOf(cells("CustomerID")),
      address: null,
      tags: country === "" ? [] : [country.slice(0, 40)],
      notes: "",
      shipping: 0,
      discount: 0,
    };
    return { at: instantIn(cells("InvoiceDate"), options), heading, ...lineOf(cells, heading) };
  },
};

function customerOf(reference: string): CustomerContent | null {
  if (reference === "") return null;
  if (!/^\d{1,20}$/.test(reference)) throw new RowFault("customer", `"${reference}" is not a customer number.`);
  return { reference, email: null, name: null, phone: null };
}

/** `12/1/10 8:26` is the first of December: month first, years of two digits are of this century. */
function instantIn(text: string, options: ImportOptions): Date {
  const match = /^(\d{1,2})\/(\d{1,2})\/(\d{2}|\d{4}) (\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(text);
  const [month, day, year, hour, minute, second] = (match ?? []).slice(1).map((part) => Number(part ?? 0));
  const at =
    year === undefined || month === undefined || day === undefined
      ? null
      : instantOf(
          {
            year: year < 100 ? 2000 + year : year,
            month,
            day,
            hour: hour ?? 0,
            minute: minute ?? 0,
            second: second ?? 0,
          },
          options.timeZone ?? "Europe/London",
        );
  if (at === null) throw new RowFault("date", `"${text}" is not a date and time as in 12/31/10 8:26.`);
  if (!isWithinTime(at)) throw new RowFault("date", `"${text}": ${TIME_RANGE}`);
  return at;
}

function lineOf(cells: Cells, heading: { number: string; customer: CustomerContent | null }) {
  const sku = cells("StockCode").toUpperCase();
  if (sku === "" || sku.length > 80)
    throw new RowFault("sku", "The stock code is missing or longer than 80 characters.");
  const quantity = quantityOf(cells("Quantity"));
  const unitPrice = minorOf(cells("UnitPrice"), CURRENCY, "UnitPrice");
  if (quantity === 0) throw new RowFault("quantity", "The quantity is 0.");
  if (unitPrice < 0) throw new RowFault("amount", "A negative price is a correction of the books, not a sale.");
  const charge = CHARGES.has(sku) || sku === DISCOUNT;
  const line: LineContent = {
    kind: charge ? "charge" : "item",
    sku,
    name: cells("Description").replace(/\s+/g, " ").slice(0, 200),
    quantity: Math.abs(quantity),
    unitPrice,
  };
  if (heading.number.startsWith("C")) {
    if (quantity > 0) throw new RowFault("quantity", "A cancellation takes back: its quantities are negative.");
    return { kind: "credit" as const, line: sku === DISCOUNT ? { ...line, kind: "discount" as const } : line };
  }
  if (quantity > 0) return { kind: "sale" as const, line };
  if (sku === DISCOUNT) return { kind: "sale" as const, line: { ...line, kind: "discount" as const } };
  if (unitPrice === 0 && heading.customer === null && !charge) return { kind: "write_off" as const, line };
  throw new RowFault("quantity", "The quantity is negative, and this is neither a cancellation nor a write-off.");
}
