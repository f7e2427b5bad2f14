import type { z } from "zod";
import { customerCreated } from "../customers/events.ts";
import { stockChanged, stockLow } from "../inventory/events.ts";
import { source } from "../inventory/rules.ts";
import { type HubError, type Fault, isHubError } from "../kernel/errors.ts";
import { newId } from "../kernel/ids.ts";
import { type Call, command, type Outcome, type WriteContext } from "../kernel/operation.ts";
import { fingerprintOf } from "../ledger.ts";
import { paymentCaptured, paymentRequested } from "../payments/events.ts";
import {
  duplicateOrder,
  insufficientStock,
  methodUnavailable,
  unknownChannel,
  unknownCustomer,
  wrongLines,
} from "./errors.ts";
import { orderPlaced } from "./events.ts";
import { type Placed, placedRecord, rowsOf } from "./place-rows.ts";
import { readWorld, writePlaced } from "./place-store.ts";
import {
  byKey,
  type ChannelRow,
  type CustomerRow,
  externalName,
  grouped,
  take,
  type VariantRow,
  type World,
} from "./place-world.ts";
import { factsOf, summaryOf, viewOf } from "./record.ts";
import { PlaceOrderInput, PlaceOrderOutput } from "./schemas.ts";
import { readOrders } from "./store.ts";

type PlaceCall = Call<PlaceOrderInput>;
type Decision = { placed: Placed } | { existing: string } | { refused: HubError };

export const placeOrder = command({
  name: "orders.place",
  summary: "Takes an order in and reserves its stock: all lines or none.",
  scope: "orders:write",
  input: PlaceOrderInput,
  output: PlaceOrderOutput,
  runMany: async (context, calls) => {
    const world = await worldOf(context, calls);
    await context.race("orders.place:read");
    const decisions = calls.map((call, index) => decide(world, call, { index, now: context.now }));
    const placed = decisions.flatMap((decision) => ("placed" in decision ? [decision.placed] : []));
    writePlaced(context, rowsOf(context.tx.tenantId, placed), [...world.touched.keys()]);
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
  },
});

async function worldOf({ tx }: WriteContext, calls: readonly PlaceCall[]): Promise<World> {
  const inputs = calls.map((call) => call.input);
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
    levels: grouped(read.levels, (row) => row.variantId),
    customersByEmail: byKey(read.customers, (row) => row.email ?? ""),
    customersById: byKey(read.customers, (row) => row.id),
    numbers: read.numbers,
    known: new Map(read.existing.map((row) => [externalName(row.channel, row.externalId), row])),
    touched: new Map(),
  };
}

/** Decides one call on top of all before it. A refusal leaves the batch's picture as it was. */
function decide(world: World, call: PlaceCall, at: { index: number; now: Date }): Decision {
  const { input } = call;
  try {
    const channel = world.channels.get(input.channel);
    if (channel === undefined) throw unknownChannel(input.channel);
    const payloadHash =
      input.externalId === undefined
        ? ""
        : fingerprintOf("orders.place", { ...input, currency: input.currency ?? channel.currency });
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
  const lines = pricedLines(world, input, input.currency ?? channel.currency);
  const demands = lines.map((line, lineIndex) => ({ lineIndex, variantId: line.variant.id, quantity: line.quantity }));
  const levels = [...new Set(demands.map((demand) => demand.variantId))].flatMap((id) => world.levels.get(id) ?? []);
  const sourcing = source(demands, levels, channel.locationOrder);
  if ("shortages" in sourcing) throw insufficientStock(sourcing.shortages.map((short) => shortFault(short, input)));
  const customer = customerOf(world, call);
  const taken = sourcing.allocations.map((allocation) => ({
    ...allocation,
    location: take(world, allocation, at.index).location,
  }));
  const number = world.numbers.shift();
  if (number === undefined) throw new Error("There are fewer order numbers than calls");
  const placed = placedRecord({
    input,
    channel,
    number,
    lines,
    customer,
    taken,
    now: at.now,
    payloadHash: at.payloadHash,
    actor: call.actor,
  });
  if (input.externalId !== undefined)
    world.known.set(externalName(input.channel, input.externalId), {
      id: placed.record.id,
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
  emit(
    payment.settled
      ? paymentCaptured(record.id, facts)
      : paymentRequested(record.id, { ...facts, action: payment.type }),
  );
}

function shortFault(short: { lineIndex: number; requested: number; available: number }, input: PlaceOrderInput): Fault {
  const { lineIndex, requested, available } = short;
  const sku = input.lines[lineIndex]?.sku ?? "";
  return {
    pointer: `/lines/${lineIndex}`,
    detail: `${sku}: ${requested} wanted, ${available} available.`,
    sku,
    requested,
    available,
  };
}

export interface PricedInput {
  readonly variant: VariantRow;
  readonly quantity: number;
  readonly unitPrice: number;
}

function pricedLines(world: World, input: PlaceOrderInput, currency: string): PricedInput[] {
  const faults: Fault[] = [];
  const lines = input.lines.flatMap((line, index): PricedInput[] => {
    const variant = world.variants.get(line.sku);
    const unitPrice = line.unitPrice ?? variant?.prices[currency];
    if (variant === undefined)
      faults.push({
        pointer: `/lines/${index}/sku`,
        detail: `There is no article with the SKU ${line.sku}.`,
        sku: line.sku,
      });
    else if (variant.status !== "active")
      faults.push({ pointer: `/lines/${index}/sku`, detail: `${line.sku} is not for sale.`, sku: line.sku });
    else if (unitPrice === undefined)
      faults.push({
        pointer: `/lines/${index}/unitPrice`,
        detail: `${line.sku} has no price in ${currency}.`,
        sku: line.sku,
      });
    else return [{ variant, quantity: line.quantity, unitPrice }];
    return [];
  });
  if (faults.length > 0) throw wrongLines(faults);
  return lines;
}

/** A known customer by id or email; an unknown email becomes a new customer; a bare name stays on the order alone. */
function customerOf(world: World, call: PlaceCall): { known: CustomerRow | undefined; isNew: boolean } {
  const wanted = call.input.customer;
  if (wanted === undefined) return { known: undefined, isNew: false };
  if (wanted.id !== undefined) {
    const known = world.customersById.get(wanted.id);
    if (known === undefined) throw unknownCustomer(wanted.id);
    return { known, isNew: false };
  }
  if (wanted.email === undefined) return { known: undefined, isNew: false };
  const known = world.customersByEmail.get(wanted.email);
  if (known !== undefined) return { known, isNew: false };
  const created = { id: newId(), email: wanted.email, name: wanted.name ?? wanted.email };
  world.customersByEmail.set(wanted.email, created);
  call.emit(customerCreated(created.id, { name: created.name, email: created.email }));
  return { known: created, isNew: true };
}

/** Each level that the batch touched tells its last state, in the name of the last call that touched it. */
function announceStock(world: World, calls: readonly PlaceCall[]): void {
  for (const [level, index] of world.touched) {
    const call = calls[index];
    call?.emit(stockChanged(level.id, level));
    if (level.available <= 0) call?.emit(stockLow(level.id, level));
  }
}
