import type { Chance } from "./chance.ts";
import type { ChannelCode, DemoVariant } from "./shop.ts";

/** The steps of an order with their times; future ones are not played. */
export type Step =
  | { readonly kind: "place" | "draft" | "capture" | "authorize" | "fail" | "deliver" | "release"; readonly at: Date }
  | { readonly kind: "hold"; readonly at: Date; readonly reason: "fraud" | "address" | "manual"; readonly note: string }
  | { readonly kind: "ship"; readonly at: Date; readonly part: "all" | "first" }
  | { readonly kind: "cancel"; readonly at: Date; readonly reason: string }
  /** The full paid amount, or one unit. */
  | { readonly kind: "refund"; readonly at: Date; readonly of: "all" | "unit"; readonly reason: string }
  | { readonly kind: "note"; readonly at: Date; readonly text: string };

export interface Plan {
  readonly channel: ChannelCode;
  /** Null: an anonymous customer at the till. */
  readonly customer: number | null;
  readonly lines: readonly { readonly variant: DemoVariant; readonly quantity: number }[];
  readonly payment: "test" | "manual" | null;
  readonly discounted: boolean;
  readonly tags: readonly string[];
  readonly steps: readonly Step[];
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const DAYS = 60;

const hours = [2, 1, 1, 1, 1, 2, 4, 8, 13, 17, 19, 20, 22, 20, 18, 17, 17, 19, 23, 27, 30, 26, 15, 6];
const weekdays = [1.15, 1.2, 1, 0.95, 1, 0.9, 0.85];

/** Times of purchases in the last sixty days: more in the evening, on Sundays and Mondays, and lately. */
export function momentsOf(chance: Chance, now: Date, count: number): Date[] {
  const moments: Date[] = [];
  while (moments.length < count) {
    const age = chance.next() * DAYS;
    const at = new Date(now.getTime() - age * DAY);
    const rhythm = ((hours[at.getUTCHours()] ?? 0) / 30) * ((weekdays[at.getUTCDay()] ?? 0) / 1.2);
    if (chance.happens(rhythm * (1 - age / 150))) moments.push(at);
  }
  return moments.toSorted((a, b) => a.getTime() - b.getTime());
}

export function planOf(chance: Chance, at: Date, from: { variants: readonly DemoVariant[]; customers: number }): Plan {
  const open = at.getUTCDay() !== 0 && at.getUTCHours() >= 9 && at.getUTCHours() < 17;
  const channel = chance.weighted<ChannelCode>([
    ["web", 54],
    ["marketplace", 22],
    ["pos", open ? 26 : 0],
    ["phone", open ? 14 : 0],
  ]);
  const customer = channel === "pos" && chance.happens(0.7) ? null : Math.floor(chance.next() ** 1.6 * from.customers);
  const payment = channel === "web" ? "test" : "manual";
  const lines = linesOf(chance, from.variants, channel);
  const plan = { channel, customer, lines, payment } as const;
  const discounted = channel === "web" && chance.happens(0.12);
  const tags = tagsOf(chance, channel);
  if (channel === "pos") return { ...plan, discounted, tags, steps: overTheCounter(at) };
  return { ...plan, discounted, tags, ...fate(chance, at, { channel, lines: lines.length }) };
}

function linesOf(chance: Chance, variants: readonly DemoVariant[], channel: ChannelCode): Plan["lines"] {
  const count = chance.weighted([
    [1, channel === "marketplace" ? 70 : 42],
    [2, 28],
    [3, 17],
    [4, 8],
    [6, 3],
  ]);
  const lines = new Map<string, { variant: DemoVariant; quantity: number }>();
  const wanted = variants.map((variant) => [variant, variant.popularity] as const);
  while (lines.size < count) {
    const variant = chance.weighted(wanted);
    const quantity = chance.weighted([
      [1, 62],
      [2, 25],
      [3, 6],
      [4, 5],
      [6, 2],
    ]);
    lines.set(variant.id, { variant, quantity });
  }
  return [...lines.values()];
}

function tagsOf(chance: Chance, channel: ChannelCode): string[] {
  const tags: string[] = [];
  if (chance.happens(0.09)) tags.push("gift");
  if (channel === "web" && chance.happens(0.06)) tags.push("express");
  if (channel === "phone" && chance.happens(0.2)) tags.push("trade");
  return tags;
}

const overTheCounter = (at: Date): Step[] => [
  { kind: "place", at },
  { kind: "ship", at: new Date(at.getTime() + MINUTE), part: "all" },
  { kind: "deliver", at: new Date(at.getTime() + MINUTE) },
];

type Fate = Pick<Plan, "steps"> & Partial<Pick<Plan, "payment">>;

function fate(chance: Chance, at: Date, { channel, lines }: { channel: ChannelCode; lines: number }): Fate {
  const after = (ms: number) => new Date(at.getTime() + ms);
  const paid: Step[] = [
    { kind: "place", at },
    ...(channel === "web" ? [{ kind: "capture", at: after(chance.int(3, 40) * 1000) } as const] : []),
  ];
  const shipAt = workingTime(chance, after(chance.int(4, 30) * HOUR));
  const deliverAt = (from: Date) => new Date(from.getTime() + DAY + chance.int(0, 40) * HOUR);
  const sent = (from: Date): Step[] => [
    { kind: "ship", at: from, part: "all" },
    { kind: "deliver", at: deliverAt(from) },
  ];
  const fates: readonly (readonly [() => Fate, number])[] = [
    [() => ({ steps: [...paid, ...sent(shipAt)] }), 70],
    [() => ({ steps: [...paid, ...sent(workingTime(chance, after(chance.int(90, 150) * HOUR)))] }), 8],
    [() => ({ steps: [...paid, ...twoParcels(chance, shipAt)] }), lines > 1 ? 12 : 0],
    [() => ({ steps: [...paid, ...changedMind(chance, at)] }), 5],
    [() => ({ steps: [...paid, ...checked(chance, at, sent)] }), 5],
    [() => ({ steps: [...paid, ...sent(shipAt), ...damaged(chance, deliverAt(shipAt))] }), 4],
    [() => unpaid(chance, at, channel), 5],
    [() => setAside(at, shipAt, sent(shipAt)), channel === "web" ? 4 : 0],
  ];
  return chance.weighted(fates)();
}

/** Parcels are packed from eight to four, not on Sundays. */
function workingTime(chance: Chance, at: Date): Date {
  const day = new Date(at);
  if (day.getUTCHours() >= 16) day.setUTCDate(day.getUTCDate() + 1);
  if (day.getUTCDay() === 0) day.setUTCDate(day.getUTCDate() + 1);
  if (day.getUTCHours() >= 8 && day.getUTCHours() < 16 && day > at) return day;
  if (day.getTime() === at.getTime() && day.getUTCHours() >= 8) return day;
  day.setUTCHours(chance.int(8, 15), chance.int(0, 59), chance.int(0, 59));
  return day > at ? day : at;
}

function twoParcels(chance: Chance, first: Date): Step[] {
  const second = workingTime(chance, new Date(first.getTime() + chance.int(60, 110) * HOUR));
  return [
    { kind: "ship", at: first, part: "first" },
    { kind: "note", at: new Date(first.getTime() + 5 * MINUTE), text: "The rest follows in a second parcel." },
    { kind: "ship", at: second, part: "all" },
    { kind: "deliver", at: new Date(second.getTime() + 30 * HOUR) },
  ];
}

function changedMind(chance: Chance, at: Date): Step[] {
  const cancelled = new Date(at.getTime() + chance.int(20, 200) * MINUTE);
  const reason = chance.pick(["Customer changed their mind", "Ordered twice by mistake", "Wrong size chosen"]);
  return [
    { kind: "cancel", at: cancelled, reason },
    { kind: "refund", at: new Date(cancelled.getTime() + chance.int(2, 30) * MINUTE), of: "all", reason },
  ];
}

const doubts = [
  ["fraud", "Billing and delivery country differ."],
  ["address", "The carrier does not know this postal code."],
  ["manual", "Customer asked us to wait for a second order."],
] as const;

function checked(chance: Chance, at: Date, sent: (from: Date) => Step[]): Step[] {
  const [reason, note] = chance.pick(doubts);
  const released = new Date(at.getTime() + chance.int(20, 70) * HOUR);
  return [
    { kind: "hold", at: new Date(at.getTime() + chance.int(2, 25) * MINUTE), reason, note },
    { kind: "release", at: released },
    ...sent(workingTime(chance, new Date(released.getTime() + 3 * HOUR))),
  ];
}

function damaged(chance: Chance, delivered: Date): Step[] {
  const told = new Date(delivered.getTime() + chance.int(5, 50) * HOUR);
  return [
    { kind: "note", at: told, text: "Customer sent a picture: one piece arrived broken." },
    { kind: "refund", at: new Date(told.getTime() + 20 * MINUTE), of: "unit", reason: "Arrived damaged" },
  ];
}

function unpaid(chance: Chance, at: Date, channel: ChannelCode): Fate {
  const given = new Date(at.getTime() + 6 * DAY + chance.int(0, 10) * HOUR);
  const cancel: Step = { kind: "cancel", at: given, reason: "Not paid within six days" };
  const place: Step = { kind: "place", at };
  if (channel !== "web") return { payment: null, steps: [place, cancel] };
  return { steps: [place, { kind: "fail", at: new Date(at.getTime() + 9000) }, cancel] };
}

function setAside(at: Date, shipAt: Date, sent: readonly Step[]): Fate {
  const steps: Step[] = [
    { kind: "place", at },
    { kind: "authorize", at: new Date(at.getTime() + 7000) },
    { kind: "capture", at: new Date(shipAt.getTime() - 2 * MINUTE) },
  ];
  return { steps: [...steps, ...sent] };
}
