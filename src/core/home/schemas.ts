import { z } from "zod";
import { MinorSum } from "../kernel/money.ts";
import { Id, Instant } from "../kernel/shapes.ts";

const Sales = z.object({ orders: z.int(), sales: MinorSum }).meta({ id: "HomeSales" });

/** Counts stop at 10,000: enough for a work list. */
export const Overview = z
  .object({
    behindS: z.int().describe("By so many seconds the sales, articles and activity lag behind what has happened."),
    currency: z.string(),
    timeZone: z.string(),
    counts: z
      .object({
        toShip: z.int(),
        late: z.int().describe("To ship, and placed more than two days ago."),
        held: z.int(),
        unpaid: z.int(),
        stockLow: z.int(),
        deliveriesFailed: z.int().describe("Failed webhook deliveries that are not muted."),
      })
      .meta({ id: "HomeCounts" }),
    today: Sales.describe(
      "So far today, and the same weekday a week before up to the same time; sales in the tenant's currency.",
    ),
    weekAgo: Sales,
    days: z
      .array(Sales.extend({ date: z.iso.date() }).meta({ id: "HomeDay" }))
      .describe("The last 30 days in the tenant's time zone, today last."),
    topArticles: z
      .array(
        z
          .object({
            sku: z.string(),
            name: z.string(),
            productId: Id.nullable(),
            image: z.string().nullable(),
            units: z.int(),
            sales: MinorSum,
          })
          .meta({ id: "HomeArticle" }),
      )
      .describe("What sold best in the last 7 days, to the hour, by units."),
    activity: z.array(
      z
        .object({
          id: Id,
          type: z.string(),
          subjectType: z.string(),
          subjectId: Id,
          label: z
            .string()
            .nullable()
            .describe("The order's number, the article's SKU, a name: whatever people call the subject."),
          actor: z.string(),
          transport: z.string(),
          at: Instant,
        })
        .meta({ id: "HomeActivity" }),
    ),
  })
  .meta({ id: "Overview" });
