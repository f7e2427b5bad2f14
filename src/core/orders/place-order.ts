import type { z } from "zod";
import { Stock } from "../inventory/engine.ts";
import { levelEvents } from "../inventory/low.ts";
import { type HubError, isHubError } from "../kernel/errors.ts";
import { currencyOr } from "../kernel/money.ts";
import { type Call, type Command, command, type Outcome } from "../kernel/operation.ts";
import type { Tx } from "../kernel/tx.ts";
import {
  duplicateOrder,
  insufficientStock,
  methodUnavailable,
  unknownChannel,
  unknownCustomer,
  wrongLines,
} from "../order/errors.ts";
import { orderPlaced } from "../order/events.ts";
import { factsOf, summaryOf, viewOf } from "../order/record.ts";
import { PlaceOrderInput, PlaceOrderOutput } from "../order/schemas.ts";
import { readOrders } from "../order/store.ts";
import { paymentCaptured, paymentRequested } from "../payments/events.ts";
import { fingerprintOf } from "../runtime/event-log.ts";
import { customerOf } from "./place-customer.ts";
import { pricedLines, shortFault } from "./place-lines.ts";
import { type Placed, placedRecord, rowsOf } from "./place-rows.ts";
import { readWorld, writePlaced } from "./place-store.ts";
import { byKey, type ChannelRow, externalName, type World } from "./place-world.ts";

type PlaceCall = Call<PlaceOrderInput>;
type PlaceCommand = Command<typeof PlaceOrderInput, typeof PlaceOrderOutput>;
type Decision = { placed: Placed } | { existing: string } | { refused: HubError };

export const placeOrder = command({
  name: "orders.place",
  summary: "Places an order and reserves its stock, all lines or none.",
  scope: "orders:write",
  audience: "public",
  input: PlaceOrderInput,
  output: PlaceOrderOutput,
  failures: [unknownChannel, duplicateOrder, methodUnavailable, wrongLines, insufficientStock, unknownCustomer],
  ahead: (tx, inputs) => placing(worldOf(tx, inputs)),
  runMany: (context, calls) => {
    const inputs = calls.map(({ input }) => input);
    return placing(worldOf(context.tx, inputs))(context, calls);
  },
});

/** Places calls on top of what is being read for them. */
function placing(reading: Promise<World>): PlaceCommand["runMany"] {
  reading.catch(() => {}); // handled where it is awaited, and by the commit
  return async (context, calls) => {
    const world = await reading;
    await context.race("orders.place:read");
    const decisions = calls.map((call, index) => decide(world, call, { index, now: context.now }));
    const placed = decisions.flatMap((decision) => ("placed" in decision ? [decision.placed] : []));
    writePlaced(context, rowsOf(context.tx.tenantId, placed), world.stock.booked());
    announceStock(world, calls);
    const existing = await readOrders(
      context.tx,
      decisions.flatMap((decision) => ("existing" in decision ? [decision.existing] : [])),
    );
    return decisions.map((decision): Outcome<z.input<typeof PlaceOrderOutput>> => {
      if ("refused" in decision) return decision;
      if ("placed" in decision) return { ok: { order: viewOf(decision.placed.record), created: true } };
      const record =
        existing.get(decision.existing) ?? placed.find((each) => each.record.id === decision.existing)?.record;
      if (record === undefined) throw new Error("An order that was found cannot be read");
      return { ok: { order: viewOf(record), created: false } };
    });
  };
}

async function worldOf(tx: Tx, inputs: readonly PlaceOrderInput[]): Promise<World> {
  const unique = (texts: string[]) => [...new Set(texts)];
  const read = await readWorld(tx, {
    channels: unique(inputs.map((input) => input.channel)),
    skus: unique(inputs.flatMap((input) => input.lines.map((line) => line.sku))),
    externals: inputs.flatMap(({ channel, externalId }) => (externalId === undefined ? [] : [{ channel, externalId }])),
    emails: unique(inputs.flatMap((input) => input.customer?.email ?? [])),
    customerIds: unique(inputs.flatMap((input) => input.customer?.id ?? [])),
    orders: inputs.length,
  });
  return {
    channels: byKey(read.channels, (row) => row.code),
    variants: byKey(read.variants, (row) => row.sku),
    stock: new Stock(read.levels),
    customersByEmail: byKey(read.customers, (row) => row.email ?? ""),
    customersById: byKey(read.customers, (row) => row.id),
    numbers: read.numbers,
    known: new Map(read.existing.map((row) => [externalName(row.channel, row.externalId), row])),
  };
}

/** Decides one call given all before it. A rejection leaves the batch's state unchanged. */
function decide(world: World, call: PlaceCall, at: { index: number; now: Date }): Decision {
  const { input } = call;
  try {
    const channel = world.channels.get(input.channel);
    if (channel === undefined) throw unknownChannel(input.channel);
    const payloadHash =
      input.externalId === undefined
        ? ""
        : fingerprintOf(
            "orders.place",
            input.currency === undefined ? { ...input, currency: channel.currency } : input,
          );
    const known =
      input.externalId === undefined ? undefined : world.known.get(externalName(input.channel, input.externalId));
    if (known !== undefined) return sameOrRefused(input, known, payloadHash);
    return { placed: place(world, call, { ...at, channel, payloadHash }) };
  } catch (error) {
    if (isHubError(error)) return { refused: error };
    throw error;
  }
}

function sameOrRefused(
  input: PlaceOrderInput,
  known: { id: string; payloadHash: string },
  payloadHash: string,
): Decision {
  if (known.payloadHash === payloadHash) return { existing: known.id };
  return { refused: duplicateOrder(input.channel, input.externalId ?? "", known.id) };
}

function place(
  world: World,
  call: PlaceCall,
  at: { index: number; now: Date; channel: ChannelRow; payloadHash: string },
): Placed {
  const { input } = call;
  const { channel } = at;
  if (input.payment?.method === "stripe") throw methodUnavailable("stripe");
  const lines = pricedLines(world.variants, input.lines, currencyOr(channel.currency, input.currency));
  const demands = lines.map((line, lineIndex) => ({ lineIndex, variantId: line.variant.id, quantity: line.quantity }));
  const sourcing = world.stock.source(demands, channel.locationOrder);
  if ("shortages" in sourcing)
    throw insufficientStock(sourcing.shortages.map((short) => shortFault(short, input.lines)));
  const customer = customerOf(world, input.customer, call.emit);
  const number = world.numbers.shift();
  if (number === undefined) throw new Error("There are fewer order numbers than calls");
  const placed = placedRecord({
    input,
    channel,
    number,
    lines,
    customer,
    taken: sourcing.allocations,
    now: at.now,
    payloadHash: at.payloadHash,
    actor: call.actor,
  });
  const { id } = placed.record;
  world.stock.index = at.index;
  world.stock.allocate(sourcing.allocations, { id, lines: placed.record.lines, createdAt: at.now.toISOString() });
  if (input.externalId !== undefined)
    world.known.set(externalName(input.channel, input.externalId), {
      id,
      payloadHash: at.payloadHash,
    });
  announce(call, placed);
  return placed;
}

function announce({ emit }: PlaceCall, { record, payment }: Placed): void {
  emit(orderPlaced(record.id, { ...factsOf(record), lines: record.lines, customer: summaryOf(record).customer }));
  const [paid] = record.payments;
  if (payment === undefined || paid === undefined) return;
  const facts = {
    ...factsOf(record),
    paymentId: paid.id,
    intentId: payment.intentId,
    method: paid.method,
    amount: paid.amount,
  };
  const { reference, providerReference } = paid;
  const request = { ...facts, action: payment.type, orderId: record.id, reference, providerReference };
  emit(payment.settled ? paymentCaptured(record.id, facts) : paymentRequested(record.id, request));
}

/** Each level that the batch changed emits its final state, with the actor of the last call that changed it. */
function announceStock(world: World, calls: readonly PlaceCall[]): void {
  for (const { level, before, index } of world.stock.changes())
    for (const event of levelEvents(level.id, before, level)) calls[index]?.emit(event);
}
