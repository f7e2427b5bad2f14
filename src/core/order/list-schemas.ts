import { z } from "zod";
import { beyondReach, cursorInput, limitInput, pageInput, withinReach } from "../kernel/page.ts";
import { Code, Id, InstantInput } from "../kernel/shapes.ts";
import { OrderLineView } from "./line-schemas.ts";
import { FulfillmentStatus, OrderStatus, OrderSummary, PaymentStatus, Tag } from "./schemas.ts";

/** Several values: an array, or in a query string one text with commas. */
const list = <T extends z.ZodType>(item: T) =>
  z.preprocess((given) => (typeof given === "string" ? given.split(",") : given), z.array(item).max(50)).optional();

/**
 * Work lists. `to_ship`: covered, not held, with all its unshipped units in stock. `late`: to ship, and placed more
 * than two days ago. `unpaid`: placed, and not paid or authorised in full.
 */
export const OrderWork = z.enum(["to_ship", "late", "held", "unpaid"]).meta({ id: "OrderWork" });
export type OrderWork = z.output<typeof OrderWork>;

export const orderSorts = ["-placedAt", "placedAt"] as const;

const orderFilters = {
  status: list(OrderStatus),
  paymentStatus: list(PaymentStatus),
  fulfillmentStatus: list(FulfillmentStatus),
  channel: list(Code),
  onHold: z.boolean().optional().describe("Only orders on hold, or only those that are not. Absent: both."),
  work: OrderWork.optional(),
  tag: Tag.optional(),
  assignee: Id.optional(),
  customer: Id.optional(),
  q: z
    .string()
    .trim()
    .max(200)
    .optional()
    .describe("Number, external id, email, name or SKU; words match from their beginning."),
  placedFrom: InstantInput.optional(),
  placedTo: InstantInput.optional(),
  sort: z.enum(orderSorts).default("-placedAt"),
};

export const ListOrdersInput = z.strictObject({ ...orderFilters, limit: limitInput, cursor: cursorInput });
export type ListOrdersInput = z.output<typeof ListOrdersInput>;

export const PageOrdersInput = z.strictObject({ ...orderFilters, ...pageInput }).refine(withinReach, beyondReach);

/** List items carry their lines; payments, shipments and holds are read with the order. */
export const OrderListItem = OrderSummary.extend({ lines: z.array(OrderLineView) }).meta({ id: "OrderListItem" });

export const orderPage = <T extends z.ZodType>(item: T) =>
  z.object({ data: z.array(item), nextCursor: z.string().nullable() });
