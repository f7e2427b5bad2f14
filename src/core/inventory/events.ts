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

/** The last one of a level tells its state. Placing and booking emit one per level and commit, changes of orders one per call. */
export const stockChanged = eventType({
  type: "stock.changed",
  description: "The stock of an article at a location changed.",
  subjectType: "stock_level",
  data: StockFacts,
});

export const stockLow = eventType({
  type: "stock.low",
  description: "Available stock of an article at a location fell to zero.",
  subjectType: "stock_level",
  data: StockFacts,
});

export const stockShort = eventType({
  type: "stock.short",
  description: "Stock on hand fell below what is reserved; the newest reservations became backorders.",
  subjectType: "stock_level",
  data: StockFacts.extend({ orders: z.array(z.string()), missing: z.int() }),
});

export const lowSummarised = eventType({
  type: "stock.low_summarised",
  description: "Daily list of articles without available stock, when there are any.",
  subjectType: "tenant",
  data: z.object({
    count: z.int(),
    levels: z
      .array(z.object({ sku: z.string(), location: z.string(), available: z.int() }))
      .describe("The first by article."),
  }),
});
