import { badList } from "./errors.ts";
import type { Comparison, DifferenceKind, RepairDirection, TheirList } from "./schemas.ts";

/** What decides how a difference can be repaired. */
export interface Repairable {
  readonly kind: DifferenceKind;
  readonly compares: Comparison;
  readonly state: string;
  readonly theirs: Readonly<Record<string, unknown>> | null;
  readonly fields: readonly string[];
  readonly subjectId: string | null;
  readonly endpointId: string | null;
}

export interface Repairs {
  readonly repairs: readonly RepairDirection[];
  /** Why there is no repair; null where there is one, or nothing left to do. */
  readonly why: string | null;
}

const can = (...repairs: RepairDirection[]): Repairs => ({ repairs, why: null });
const cannot = (why: string): Repairs => ({ repairs: [], why });

/** In which directions a difference can be repaired, or why it cannot. */
export function repairsOf(difference: Repairable): Repairs {
  if (difference.state === "repaired" || difference.state === "ignored") return { repairs: [], why: null };
  return difference.compares === "orders" ? orderRepairs(difference) : stockRepairs(difference);
}

function orderRepairs({ kind, theirs, endpointId }: Repairable): Repairs {
  if (kind === "missing_here")
    return theirs?.["order"] === undefined
      ? cannot("Their list names this order and does not hold it whole: send its `order` along, or place it by hand.")
      : can("here");
  if (endpointId !== null) return can("there");
  return cannot("The partner has no webhook endpoint through which the order's events could be sent again.");
}

function stockRepairs({ kind, fields, theirs, subjectId }: Repairable): Repairs {
  if (kind === "missing_here" || subjectId === null)
    return cannot("We do not know this article at this location: add it to the catalogue first.");
  const counted = kind === "differs" && fields.includes("onHand") && typeof theirs?.["onHand"] === "number";
  return counted ? can("here", "there") : can("there");
}

/** The list of the partner's kind, each key once. Rejects any other. */
export function listFor(
  partner: { readonly compares: Comparison; readonly location: string | null },
  list: TheirList,
): TheirList | undefined {
  const other = partner.compares === "orders" ? "stock" : "orders";
  if (list[other] !== undefined) throw badList(`/${other}`, `This partner's ${partner.compares} are compared.`);
  if (partner.compares === "orders") return ordersOf(list.orders);
  return stockOf(list.stock, partner.location);
}

function ordersOf(orders: TheirList["orders"]): TheirList | undefined {
  if (orders === undefined) return undefined;
  refuseRepeats(
    "orders",
    orders.map(({ externalId }) => externalId),
  );
  orders.forEach(({ externalId, order }, index) => {
    if (order !== undefined && order.externalId !== externalId)
      throw badList(`/orders/${index}/order/externalId`, "The order must have the same externalId as its row.");
  });
  return { orders };
}

function stockOf(stock: TheirList["stock"], location: string | null): TheirList | undefined {
  if (stock === undefined) return undefined;
  const rows = stock.map((row, index) => {
    const place = row.location ?? location;
    if (place === null) throw badList(`/stock/${index}/location`, "Name the location: the partner has none.");
    if (location !== null && place !== location)
      throw badList(`/stock/${index}/location`, `Only stock of ${location} is compared with this partner.`);
    if (row.onHand === undefined && row.available === undefined)
      throw badList(`/stock/${index}`, "Give onHand or available.");
    return { ...row, location: place };
  });
  refuseRepeats(
    "stock",
    rows.map((row) => `${row.location} ${row.sku}`),
  );
  return { stock: rows };
}

function refuseRepeats(field: string, keys: readonly string[]): void {
  const seen = new Set<string>();
  keys.forEach((key, index) => {
    if (seen.has(key)) throw badList(`/${field}/${index}`, "This row stands in the list twice.");
    seen.add(key);
  });
}
