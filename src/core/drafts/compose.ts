import { currencyOr } from "../kernel/money.ts";
import type { OrderContext } from "../order/change-order.ts";
import { unknownChannel } from "../order/errors.ts";
import { customerOf } from "../orders/place-customer.ts";
import { pricedLines } from "../orders/place-lines.ts";
import { placedRecord, type Placed } from "../orders/place-rows.ts";
import { readWorld } from "../orders/place-store.ts";
import { byKey } from "../orders/place-world.ts";
import type { DraftOrderInput } from "./schemas.ts";

/** A draft with its articles, prices, customer and totals. `number` absent: assigns the next one. */
export async function composeDraft(context: OrderContext, input: DraftOrderInput, number?: number): Promise<Placed> {
  const { tx, actor, emit, now } = context;
  const { customer: wanted } = input;
  const read = await readWorld(tx, {
    channels: [input.channel],
    skus: [...new Set(input.lines.map((line) => line.sku))],
    externals: [],
    emails: wanted?.email === undefined ? [] : [wanted.email],
    customerIds: wanted?.id === undefined ? [] : [wanted.id],
    orders: number === undefined ? 1 : 0,
    stock: false,
  });
  const [channel] = read.channels;
  if (channel === undefined) throw unknownChannel(input.channel);
  const variants = byKey(read.variants, (row) => row.sku);
  const lines = pricedLines(variants, input.lines, currencyOr(channel.currency, input.currency));
  const known = {
    customersByEmail: byKey(read.customers, (row) => row.email ?? ""),
    customersById: byKey(read.customers, (row) => row.id),
  };
  const customer = customerOf(known, wanted, emit);
  return placedRecord({
    input,
    channel,
    number: number ?? read.numbers[0] ?? 0,
    lines,
    customer,
    taken: [],
    now,
    payloadHash: "",
    actor,
    draft: true,
  });
}
