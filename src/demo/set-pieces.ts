import type { Chance } from "./chance.ts";
import type { Plan, Step } from "./plan.ts";
import type { ChannelCode, DemoVariant } from "./shop.ts";

const HOUR = 3_600_000;

interface Piece {
  readonly hoursAgo: number;
  readonly channel: ChannelCode;
  readonly payment: Plan["payment"];
  /** Index of the article and how many. */
  readonly lines: readonly (readonly [article: number, quantity: number])[];
  readonly tags?: readonly string[];
  readonly discounted?: boolean;
  /** The later steps, in minutes after placing. */
  readonly after: readonly (readonly [minutes: number, step: Unscheduled])[];
}

type Unscheduled = Step extends infer S ? (S extends Step ? Omit<S, "at"> : never) : never;

const captured = [0.2, { kind: "capture" }] as const;
const held = (reason: "fraud" | "address" | "manual", note: string) => [9, { kind: "hold", reason, note }] as const;

/** Fixed orders that do not depend on chance or date: one of each thing that needs a person. */
const pieces: readonly Piece[] = [
  {
    hoursAgo: 3,
    channel: "web",
    payment: "test",
    lines: [[0, 2]],
    after: [captured, held("fraud", "Billing and delivery country differ.")],
  },
  {
    hoursAgo: 15,
    channel: "web",
    payment: "test",
    lines: [
      [14, 1],
      [30, 1],
    ],
    after: [captured, held("address", "The carrier does not know this postal code.")],
  },
  {
    hoursAgo: 29,
    channel: "phone",
    payment: "manual",
    lines: [[22, 1]],
    after: [held("manual", "Customer asked us to wait for a second order.")],
  },
  { hoursAgo: 5, channel: "web", payment: "test", lines: [[40, 2]], after: [[0.1, { kind: "authorize" }]] },
  { hoursAgo: 21, channel: "web", payment: "test", lines: [[52, 1]], after: [[0.1, { kind: "authorize" }]] },
  { hoursAgo: 2, channel: "web", payment: "test", lines: [[8, 1]], after: [[0.2, { kind: "fail" }]] },
  { hoursAgo: 26, channel: "web", payment: "test", lines: [[17, 3]], after: [[0.2, { kind: "fail" }]] },
  {
    hoursAgo: 50,
    channel: "phone",
    payment: null,
    lines: [
      [33, 6],
      [12, 4],
    ],
    tags: ["trade"],
    after: [],
  },
  {
    hoursAgo: 74,
    channel: "web",
    payment: "test",
    lines: [
      [26, 1],
      [3, 2],
      [60, 1],
    ],
    after: [captured, [900, { kind: "ship", part: "first" }]],
  },
  {
    hoursAgo: 98,
    channel: "marketplace",
    payment: "manual",
    lines: [
      [44, 1],
      [10, 1],
    ],
    after: [[1200, { kind: "ship", part: "first" }]],
  },
  { hoursAgo: 90, channel: "web", payment: "test", lines: [[19, 2]], after: [captured] },
  { hoursAgo: 67, channel: "marketplace", payment: "manual", lines: [[2, 1]], after: [] },
  { hoursAgo: 58, channel: "web", payment: "test", lines: [[36, 1]], after: [captured] },
  {
    hoursAgo: 34,
    channel: "web",
    payment: "test",
    lines: [[55, 1]],
    after: [captured, [600, { kind: "ship", part: "all" }]],
  },
  {
    hoursAgo: 31,
    channel: "marketplace",
    payment: "manual",
    lines: [[47, 2]],
    after: [[540, { kind: "ship", part: "all" }]],
  },
  { hoursAgo: 78, channel: "phone", payment: "manual", lines: [[5, 60]], tags: ["trade"], after: [] },
  {
    hoursAgo: 44,
    channel: "phone",
    payment: "manual",
    lines: [
      [5, 24],
      [6, 12],
    ],
    tags: ["trade"],
    after: [],
  },
  { hoursAgo: 11, channel: "web", payment: "test", lines: [[5, 4]], after: [captured] },
  { hoursAgo: 40, channel: "web", payment: "test", lines: [[13, 5]], after: [captured] },
  { hoursAgo: 36, channel: "marketplace", payment: "manual", lines: [[13, 8]], after: [] },
  {
    hoursAgo: 25,
    channel: "web",
    payment: "test",
    lines: [
      [13, 6],
      [1, 1],
    ],
    after: [captured],
  },
  {
    hoursAgo: 52,
    channel: "web",
    payment: "test",
    discounted: true,
    lines: [
      [30, 3],
      [8, 1],
    ],
    after: [
      captured,
      [300, { kind: "ship", part: "all" }],
      [2400, { kind: "deliver" }],
      [2700, { kind: "refund", of: "unit", reason: "Arrived damaged" }],
    ],
  },
];

export const setPieces = (
  chance: Chance,
  { now, variants, people }: { now: Date; variants: readonly DemoVariant[]; people: readonly unknown[] },
): Plan[] =>
  pieces.map(({ hoursAgo, channel, payment, lines, tags = [], discounted = false, after }) => {
    const placed = now.getTime() - hoursAgo * HOUR;
    const step = (minutes: number, what: Unscheduled): Step => ({ ...what, at: new Date(placed + minutes * 60_000) });
    return {
      channel,
      payment,
      tags,
      discounted,
      customer: chance.int(0, people.length - 1),
      lines: lines.flatMap(([article, quantity]) => {
        const variant = variants[article];
        return variant === undefined ? [] : [{ variant, quantity }];
      }),
      steps: [step(0, { kind: "place" }), ...after.map(([minutes, what]) => step(minutes, what))],
    };
  });
