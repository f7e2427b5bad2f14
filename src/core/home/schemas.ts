import { z } from "zod";
import { MinorSum } from "../kernel/money.ts";
import { Id, Instant } from "../kernel/shapes.ts";

const Sales = z.object({ orders: z.int(), sales: MinorSum });

/** Counts stop at 10,000: nobody works through a longer list. */
export const Overview = z
  .object({
    /** By so many seconds the sales, articles and activity lag behind what has happened. */
    behindS: z.int(),
    currency: z.string(),
    timeZone: z.string(),
    counts: z.object({
      toShip: z.int(),
      /** To ship, and placed more than two days ago. */
      late: z.int(),
      held: z.int(),
      unpaid: z.int(),
      stockLow: z.int(),
      /** Webhook deliveries that failed for good and that nobody has put aside. */
      deliveriesFailed: z.int(),
    }),
    /** So far today, and the same weekday a week before up to the same time; sales in the tenant's currency. */
    today: Sales,
    weekAgo: Sales,
    /** The last 30 days in the tenant's time zone, today last. */
    days: z.array(Sales.extend({ date: z.iso.date() })),
    /** What sold best in the last 7 days, to the hour, by units. */
    topArticles: z.array(
      z.object({
        sku: z.string(),
        name: z.string(),
        productId: Id.nullable(),
        image: z.string().nullable(),
        units: z.int(),
        sales: MinorSum,
      }),
    ),
    activity: z.array(
      z.object({
        id: Id,
        type: z.string(),
        subjectType: z.string(),
        subjectId: Id,
        /** The order's number, the article's SKU, a name: whatever people call the subject. */
        label: z.string().nullable(),
        actor: z.string(),
        transport: z.string(),
        at: Instant,
      }),
    ),
  })
  .meta({ id: "Overview" });
