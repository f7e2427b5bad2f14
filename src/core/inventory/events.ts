import { z } from "zod";
import { eventType } from "../kernel/event.ts";

export const StockFacts = z.object({
  sku: z.string(),
  location: z.string(),
  onHand: z.int(),
  reserved: z.int(),
  available: z.int(),
  incoming: z.int(),
  safetyStock: z.int(),
});

/** One per level and commit: a batch that touches a level many times tells its last state once. */
export const stockChanged = eventType({
  type: "stock.changed",
  description: "The stock of an article at a location changed.",
  subjectType: "stock_level",
  data: StockFacts,
});

export const stockLow = eventType({
  type: "stock.low",
  description: "What is available of an article at a location fell to nothing.",
  subjectType: "stock_level",
  data: StockFacts,
});

export const stockShort = eventType({
  type: "stock.short",
  description: "The shelf holds less than is reserved: the newest reservations wait for stock now.",
  subjectType: "stock_level",
  data: StockFacts.extend({ orders: z.array(z.string()), missing: z.int() }),
});

export const lowSummarised = eventType({
  type: "stock.low_summarised",
  description: "What nothing is available of, once a day where there is any.",
  subjectType: "tenant",
  data: z.object({
    count: z.int(),
    levels: z
      .array(z.object({ sku: z.string(), location: z.string(), available: z.int() }))
      .describe("The first by article."),
  }),
});
