/** What a history does next. Orders, lines and shipments are counted round and round, so that every number hits one. */
export type Step =
  | { kind: "place"; lines: { sku: Sku; quantity: number }[]; paid: boolean }
  | { kind: "cancel"; order: number; line: number | null; units: number; restock: boolean }
  | { kind: "pay"; order: number; amount: number; method: "manual" | "test" }
  | { kind: "answer"; order: number; succeeds: boolean }
  | { kind: "refund"; order: number; amount: number }
  | { kind: "ship"; order: number; line: number; units: number }
  | { kind: "deliver" | "callBack"; order: number; shipment: number }
  | { kind: "hold" | "release"; order: number }
  | { kind: "adjust"; sku: Sku; delta: number };

export const prices = { A: 100, B: 250 };
export type Sku = keyof typeof prices;

interface Line {
  sku: Sku;
  quantity: number;
  cancelled: number;
  shipped: number;
  delivered: number;
  /** Set aside on the shelf, and waiting for stock. */
  covered: number;
  waiting: number;
}

interface Payment {
  manual: boolean;
  captured: number;
  refunded: number;
  /** Asked of the provider and not answered, oldest first; negative: to be given back. */
  asked: number[];
}

interface Shipment {
  sku: Sku;
  units: number;
  state: "shipped" | "delivered" | "cancelled";
}

interface Order {
  lines: Line[];
  payments: Payment[];
  shipments: Shipment[];
  held: { manual: boolean; stock: boolean };
}

const sum = <T>(rows: readonly T[], of: (row: T) => number) => rows.reduce((total, row) => total + of(row), 0);
/** Counts round and round. */
export const around = <T>(rows: readonly T[], index: number): T | undefined => rows[index % rows.length];

function lineAt({ lines }: Order, index: number): Line {
  const line = around(lines, index);
  if (line === undefined) throw new Error("every order has a line");
  return line;
}

const open = (line: Line) => line.covered + line.waiting;
const isCancelled = ({ lines }: Order) => lines.every((line) => line.cancelled === line.quantity);

/** One shop with one location, as somebody would keep it on paper. Each method answers the error that is due, if any. */
export class OrderModel {
  readonly orders: Order[] = [];
  readonly shelf = { A: { onHand: 10, backorder: false }, B: { onHand: 4, backorder: true } };

  order(index: number): Order {
    const order = around(this.orders, index);
    if (order === undefined) throw new Error("there is no order yet");
    return order;
  }

  reserved = (sku: Sku) => this.#over(sku, (line) => line.covered);
  available = (sku: Sku) => this.shelf[sku].onHand - this.reserved(sku);

  #over(sku: Sku, of: (line: Line) => number): number {
    return sum(this.orders, ({ lines }) => sum(lines, (line) => (line.sku === sku ? of(line) : 0)));
  }

  place(wanted: { sku: Sku; quantity: number }[], paid: boolean): string | undefined {
    const free = (sku: Sku) => Math.max(0, this.available(sku));
    if (wanted.some(({ sku, quantity }) => quantity > free(sku) && !this.shelf[sku].backorder))
      return "inventory.insufficient_stock";
    const lines = wanted.map(({ sku, quantity }) => {
      const covered = Math.min(quantity, free(sku));
      return { sku, quantity, cancelled: 0, shipped: 0, delivered: 0, covered, waiting: quantity - covered };
    });
    const order: Order = { lines, payments: [], shipments: [], held: { manual: false, stock: false } };
    this.orders.push(order);
    return paid
      ? this.pay(
          order,
          sum(lines, (line) => line.quantity * prices[line.sku]),
          true,
        )
      : undefined;
  }

  money(order: Order) {
    const total = sum(order.lines, (line) => (line.quantity - line.cancelled) * prices[line.sku]);
    const paid = sum(order.payments, (payment) => payment.captured);
    const refunded = sum(order.payments, (payment) => payment.refunded);
    const asked = sum(order.payments, (payment) => sum(payment.asked, (each) => Math.min(0, each)));
    const due = total >= paid ? total - paid : Math.min(0, total - paid + refunded - asked);
    return { total, paid, refunded, due };
  }

  pay(order: Order, amount: number, manual: boolean): string | undefined {
    const coming = sum(order.payments, ({ asked }) => sum(asked, (each) => Math.max(0, each)));
    if (amount > Math.max(0, this.money(order).due - coming)) return "payment.exceeds_due";
    order.payments.push({ manual, captured: manual ? amount : 0, refunded: 0, asked: manual ? [] : [amount] });
    return undefined;
  }

  /** A provider answers the oldest request of a payment. */
  answer(order: Order, index: number, succeeds: boolean): void {
    const payment = order.payments[index];
    const amount = payment?.asked.shift() ?? 0;
    if (payment === undefined || !succeeds) return;
    if (amount > 0) payment.captured += amount;
    else payment.refunded -= amount;
  }

  refund(order: Order, amount: number): string | undefined {
    const left = (each: Payment) => each.captured - each.refunded + sum(each.asked, (asked) => Math.min(0, asked));
    if (amount > sum(order.payments, left)) return "payment.exceeds_captured";
    let rest = amount;
    for (const payment of order.payments.toReversed()) {
      const part = Math.min(rest, left(payment));
      rest -= part;
      if (part > 0 && payment.manual) payment.refunded += part;
      else if (part > 0) payment.asked.push(-part);
    }
    return undefined;
  }

  cancel(order: Order, { line: named, units, restock }: { line: number | null; units: number; restock: boolean }) {
    if (isCancelled(order)) return "order.cancelled";
    const lines = order.lines.filter((line) => (named === null ? open(line) > 0 : line === lineAt(order, named)));
    if (lines.length === 0) return "order.already_shipped";
    if (named !== null && lines.some((line) => units > open(line))) return "order.exceeds_open";
    for (const line of lines) {
      const gone = named === null ? open(line) : units;
      const waited = Math.min(gone, line.waiting);
      line.waiting -= waited;
      line.covered -= gone - waited;
      line.cancelled += gone;
      if (!restock) this.shelf[line.sku].onHand -= gone - waited;
    }
    if (order.lines.every((line) => line.waiting === 0)) order.held.stock = false;
    if (isCancelled(order)) order.held = { manual: false, stock: false };
    return undefined;
  }

  ship(order: Order, { line: named, units }: { line: number; units: number }): string | undefined {
    if (isCancelled(order)) return "order.cancelled";
    if (order.held.manual || order.held.stock) return "order.on_hold";
    const line = lineAt(order, named);
    if (units > open(line)) return "order.exceeds_open";
    const covered = Math.min(units, line.covered);
    if (units - covered > Math.max(0, this.available(line.sku))) return "inventory.insufficient_stock";
    line.covered -= covered;
    line.waiting -= units - covered;
    line.shipped += units;
    this.shelf[line.sku].onHand -= units;
    order.shipments.push({ sku: line.sku, units, state: "shipped" });
    return undefined;
  }

  deliver(order: Order, index: number): string | undefined {
    return this.#arrive(order, index, { state: "delivered", move: (line, units) => (line.delivered += units) });
  }

  callBack(order: Order, index: number): string | undefined {
    const move = (line: Line, units: number) => {
      line.shipped -= units;
      line.covered += units;
      this.shelf[line.sku].onHand += units;
    };
    return this.#arrive(order, index, { state: "cancelled", move });
  }

  #arrive(order: Order, index: number, to: { state: Shipment["state"]; move: (line: Line, units: number) => void }) {
    const shipment = around(order.shipments, index);
    if (shipment === undefined) return undefined;
    if (shipment.state !== "shipped") return "shipment.not_on_its_way";
    shipment.state = to.state;
    for (const line of order.lines) if (line.sku === shipment.sku) to.move(line, shipment.units);
    return undefined;
  }

  hold(order: Order): string | undefined {
    if (isCancelled(order)) return "order.cancelled";
    order.held.manual = true;
    return undefined;
  }

  release(order: Order): string | undefined {
    if (!order.held.manual && !order.held.stock) return "order.not_on_hold";
    order.held = { manual: false, stock: false };
    return undefined;
  }

  /** The shelf is the truth: the newest orders wait when it is short, those that waited longest get what is free. */
  adjust(sku: Sku, delta: number): string | undefined {
    if (this.shelf[sku].onHand + delta < 0) return "inventory.negative_stock";
    this.shelf[sku].onHand += delta;
    let [missing, free] = [-this.available(sku), this.available(sku)];
    for (const order of missing > 0 ? this.orders.toReversed() : this.orders) {
      for (const line of order.lines.filter((each) => each.sku === sku)) {
        const [lost, got] = [Math.min(Math.max(missing, 0), line.covered), Math.min(Math.max(free, 0), line.waiting)];
        missing -= lost;
        free -= got;
        line.covered += got - lost;
        line.waiting += lost - got;
        if (lost > 0) order.held.stock = true;
        if (got > 0 && order.lines.every((each) => each.waiting === 0)) order.held.stock = false;
      }
    }
    return undefined;
  }

  /** All that can be seen from outside. */
  summary() {
    const level = (sku: Sku) => ({ sku, onHand: this.shelf[sku].onHand, reserved: this.reserved(sku) });
    const orders = this.orders.map((order) => {
      return { lines: order.lines, money: this.money(order), onHold: order.held.manual || order.held.stock };
    });
    return { levels: [level("A"), level("B")], orders };
  }
}
