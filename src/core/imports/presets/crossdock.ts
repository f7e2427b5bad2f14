import type { z } from "zod";
import { instantOf, offsetOf, shownAt, type WallTime } from "../../kernel/civil-time.ts";
import { textOfCell } from "../../kernel/csv.ts";
import { Currency } from "../../kernel/money.ts";
import {
  Address,
  Code,
  Email,
  InstantInput,
  isWithinTime,
  RequiredText,
  Sku,
  Text,
  TIME_RANGE,
} from "../../kernel/shapes.ts";
import { ExternalId, Tags } from "../../order/schemas.ts";
import { type ImportOptions, TimeZone } from "../schemas.ts";
import { minorOf, quantityOf, worth } from "./amounts.ts";
import { type Cells, type Column, type CustomerContent, type Preset, RowFault } from "./preset.ts";

const required = (name: string, about: string, example: string): Column => ({ name, required: true, about, example });
const optional = (name: string, about: string, example = ""): Column => ({ name, required: false, about, example });

/** Crossdock's own columns: one row per line of an order, UTF-8, amounts as decimals. */
export const crossdock: Preset = {
  name: "crossdock",
  title: "Crossdock columns",
  encoding: "utf-8",
  delimiter: ",",
  createArticles: false,
  canPlace: true,
  columns: [
    required("externalId", "The order's own number; rows with the same one (and channel) are one order.", "A-1001"),
    required(
      "placedAt",
      "ISO 8601; without an offset it is wall time in the import's time zone.",
      "2025-11-02T09:30:00Z",
    ),
    required("currency", "ISO 4217.", "GBP"),
    required("sku", "The article.", "85123A"),
    required("quantity", "A whole number from 1.", "2"),
    required("unitPrice", "A decimal with a point.", "2.95"),
    optional("channel", "Code of the channel; empty: the import's.", "web"),
    optional("name", "What the line is called; empty: as in the catalogue.", "White hanging heart"),
    optional("customerEmail", "", "a@example.com"),
    optional("customerName", "", "A. Person"),
    optional("customerPhone", ""),
    optional("customerReference", "The customer's number in the other system."),
    optional("shippingName", "", "A. Person"),
    optional("shippingLine1", "", "1 High Street"),
    optional("shippingLine2", ""),
    optional("shippingCity", "", "London"),
    optional("shippingRegion", ""),
    optional("shippingPostalCode", "", "N1 1AA"),
    optional("shippingCountry", "ISO 3166-1, two letters.", "GB"),
    optional("shippingTotal", "Of the order: on its first row, empty or the same on the others.", "5.00"),
    optional("discountTotal", "Of the order, like shippingTotal.", "0.00"),
    optional("tags", "Separated by |."),
    optional("notes", ""),
    optional("timeZone", "IANA zone of a placedAt without an offset; empty: the import's.", ""),
    optional("placedAtOffset", "Offset of a placedAt without one, as exports have it: UTC+05:30.", ""),
  ],
  documentOf: (cells) => (cells("externalId") === "" ? "" : `${cells("channel")} ${cells("externalId")}`),
  amountOf(cells, first) {
    const given = cells("currency");
    const currency = /^[A-Z]{3}$/.test(given) ? given : "XXX"; // ISO 4217 for no currency
    const lines = worth(cells("quantity"), cells("unitPrice"), currency);
    const own = first ? worth("1", cells("shippingTotal"), currency) - worth("1", cells("discountTotal"), currency) : 0;
    return { currency, minor: lines + own };
  },
  read(given, options) {
    const cells: Cells = (column) => textOfCell(given(column));
    const currency = checked(Currency, cells("currency"), "currency");
    const quantity = quantityOf(cells("quantity"));
    if (quantity < 1) throw new RowFault("quantity", "The quantity is less than 1.");
    return {
      kind: "sale",
      at: instantIn(cells, options),
      heading: {
        channel: cells("channel") === "" ? options.channel : checked(Code, cells("channel"), "channel"),
        number: checked(ExternalId, cells("externalId"), "externalId"),
        currency,
        customer: customerOf(cells),
        address: addressOf(cells),
        tags: checked(
          Tags,
          cells("tags")
            .split("|")
            .filter((tag) => tag.trim() !== ""),
          "tags",
        ),
        notes: checked(Text(5000), cells("notes"), "notes"),
        shipping: unsigned(cells("shippingTotal") || "0", currency, "shippingTotal"),
        discount: unsigned(cells("discountTotal") || "0", currency, "discountTotal"),
      },
      line: {
        kind: "item",
        sku: checked(Sku, cells("sku"), "sku"),
        name: checked(Text(200), cells("name"), "name"),
        quantity,
        unitPrice: unsigned(cells("unitPrice"), currency, "unitPrice"),
      },
    };
  },
};

function checked<S extends z.ZodType>(schema: S, value: unknown, column: string): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new RowFault("value", `${column}: ${parsed.error.issues[0]?.message ?? "This value is not accepted."}`);
}

function unsigned(text: string, currency: string, column: string): number {
  const minor = minorOf(text, currency, column);
  if (minor < 0) throw new RowFault("amount", `${column}: "${text}" is negative.`);
  return minor;
}

function instantIn(cells: Cells, options: ImportOptions): Date {
  const text = cells("placedAt");
  const absolute = InstantInput.safeParse(text);
  if (absolute.success) return new Date(absolute.data);
  if (/T.*(?:Z|[+-]\d\d:\d\d)$/.test(text))
    throw new RowFault("date", `placedAt: "${text}": ${absolute.error.issues[0]?.message}`);
  const match = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?)?$/.exec(text);
  const [year, month, day, hour, minute, second] = (match ?? []).slice(1).map((part) => Number(part ?? 0));
  const at =
    year === undefined || month === undefined || day === undefined
      ? null
      : instantAt(
          { year, month, day, hour: hour ?? 0, minute: minute ?? 0, second: second ?? 0 },
          { offset: cells("placedAtOffset"), timeZone: cells("timeZone") || (options.timeZone ?? "UTC") },
        );
  if (at === null) throw new RowFault("date", `placedAt: "${text}" is not an ISO 8601 date and time.`);
  if (!isWithinTime(at)) throw new RowFault("date", `placedAt: "${text}": ${TIME_RANGE}`);
  return at;
}

/** An offset is more precise than a zone: it resolves ambiguous local times. */
function instantAt(wall: WallTime, { offset, timeZone }: { offset: string; timeZone: string }): Date | null {
  if (offset === "") return instantOf(wall, checked(TimeZone, timeZone, "timeZone"));
  const [shown, ahead] = [shownAt(wall), offsetOf(offset)];
  if (ahead === null) throw new RowFault("date", `placedAtOffset: "${offset}" is not an offset such as UTC+05:30.`);
  return shown === null ? null : new Date(shown - ahead);
}

const orNull = (text: string): string | null => (text === "" ? null : text);

function customerOf(cells: Cells): CustomerContent | null {
  const email = orNull(cells("customerEmail"));
  const customer = {
    reference: orNull(checked(Text(100), cells("customerReference"), "customerReference")),
    email: email === null ? null : checked(Email, email, "customerEmail"),
    name: orNull(checked(Text(200), cells("customerName"), "customerName")),
    phone: orNull(checked(Text(40), cells("customerPhone"), "customerPhone")),
  };
  return Object.values(customer).some((value) => value !== null) ? customer : null;
}

function addressOf(cells: Cells): Address | null {
  const given = {
    name: cells("shippingName") || cells("customerName"),
    line1: cells("shippingLine1"),
    line2: cells("shippingLine2") || undefined,
    city: cells("shippingCity"),
    region: cells("shippingRegion") || undefined,
    postalCode: cells("shippingPostalCode"),
    country: cells("shippingCountry"),
  };
  const { name: _, ...place } = given;
  const empty = Object.values(place).every((value) => value === undefined || value === "");
  return empty ? null : checked(Address.extend({ name: RequiredText(200) }), given, "shipping address");
}
