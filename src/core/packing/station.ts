import { type Actor, principalOf } from "../kernel/actor.ts";
import type { FullOrderRecord } from "../order/record.ts";
import { fingerprintOf } from "../runtime/event-log.ts";
import { clientIdReused, stationClosed, takenOver } from "./errors.ts";
import { refusals } from "./refusals.ts";
import type { Units } from "./rules.ts";
import type { PackingAnswer, PackingLineView, PackingOrderView, PackingRefusal } from "./schemas.ts";

export interface SessionRecord {
  readonly id: string;
  readonly locationId: string;
  readonly location: string;
  readonly station: string;
  owner: string;
  ownerName: string;
  version: number;
  orderId: string | null;
  orderVersion: number | null;
  takenAt: string | null;
  readonly openedAt: string;
  seenAt: string;
  closedAt: string | null;
}

export interface LineRecord extends PackingLineView {
  readonly variantId: string | null;
}

/** The part of the order that answers contain. */
export interface OrderHead {
  readonly id: string;
  readonly number: string;
  readonly version: number;
  readonly channel: string;
  readonly customerName: string | null;
  readonly notes: string;
}

export interface StepRecord {
  readonly sessionId: string;
  readonly clientId: string;
  readonly version: number;
  readonly kind: "open" | "scan" | "undo" | "finish" | "skip";
  readonly orderId: string | null;
  readonly fingerprint: string;
  readonly accepted: boolean;
  readonly units: readonly Units[] | null;
  readonly answer: PackingAnswer | null;
}

export interface Verdict {
  readonly outcome?: PackingAnswer["outcome"];
  readonly refusal?: PackingRefusal;
  readonly units?: readonly Units[];
  readonly lines?: readonly LineRecord[];
  readonly order?: boolean;
  readonly shipment?: PackingAnswer["shipment"];
}

/** What a client sends again, it means as before. */
export interface Command {
  readonly kind: StepRecord["kind"];
  readonly clientId: string;
  readonly input: object;
}

const sum = (lines: readonly LineRecord[], of: (line: LineRecord) => number) =>
  lines.reduce((total, line) => total + of(line), 0);

/** One session under its lock: decides commands in turn, and keeps what is to be written. */
export class Station {
  readonly session: SessionRecord;
  lines: readonly LineRecord[];
  order: OrderHead | undefined;
  readonly added: StepRecord[] = [];
  readonly undone: string[] = [];
  /** Its lines are others than those that are stored. */
  isRelined = false;
  readonly #steps: Map<string, StepRecord>;
  readonly #counted = new Set<string>();
  #news: PackingRefusal | undefined;
  /** The order that left with the command that is being decided. */
  #left: string | null = null;

  constructor(session: SessionRecord, order: OrderHead | undefined, lines: readonly LineRecord[]) {
    this.session = session;
    this.order = order;
    this.lines = lines;
    this.#steps = new Map();
  }

  know(steps: readonly StepRecord[]): void {
    for (const step of steps) this.#steps.set(step.clientId, step);
  }

  get wanted(): number {
    return sum(this.lines, ({ wanted }) => wanted);
  }

  get packed(): number {
    return sum(this.lines, ({ packed }) => packed);
  }

  /** The lines whose counts are others than those that are stored. */
  get counted(): LineRecord[] {
    return this.isRelined ? [] : this.lines.filter(({ id }) => this.#counted.has(id));
  }

  /** Throws unless the session takes commands of this caller. */
  refuseStrangers(actor: Actor): void {
    const { owner, ownerName, closedAt } = this.session;
    if (closedAt !== null) throw stationClosed();
    if (owner !== principalOf(actor)) throw takenOver(ownerName);
  }

  isRepeated({ kind, clientId, input }: Command): boolean {
    return this.#steps.get(clientId)?.fingerprint === fingerprintOf(kind, input);
  }

  /** The step of the same command, decided before. Throws when it was another one. */
  earlier({ kind, clientId, input }: Command): StepRecord | undefined {
    const step = this.#steps.get(clientId);
    if (step === undefined) return undefined;
    if (step.kind !== kind || step.fingerprint !== fingerprintOf(kind, input)) throw clientIdReused();
    return step;
  }

  /** What happened to the order meanwhile: returned once, in place of the command's own answer. */
  takeNews(): PackingRefusal | undefined {
    const news = this.#news;
    this.#news = undefined;
    return news;
  }

  /** Starts with an order; its lines are those that are reserved here. */
  take(order: FullOrderRecord, lines: readonly LineRecord[], now: Date): void {
    Object.assign(this.session, { orderId: order.id, orderVersion: order.version, takenAt: now.toISOString() });
    this.order = { ...order, number: String(order.number) };
    this.lines = lines;
    this.isRelined = true;
  }

  leave(): void {
    this.#left = this.session.orderId;
    Object.assign(this.session, { orderId: null, orderVersion: null, takenAt: null });
    this.order = undefined;
    this.lines = [];
    this.isRelined = true;
  }

  /** The order has another version now: what of the parcel still holds. */
  renew(order: FullOrderRecord, lines: readonly LineRecord[], covered: boolean): void {
    const loss = lossOf(order, lines, covered);
    if (loss !== undefined) return this.lose(loss);
    const before = new Map(this.lines.map((line) => [line.id, line]));
    const after = lines.map((line) => {
      const packed = Math.min(before.get(line.id)?.packed ?? 0, line.wanted);
      return { ...line, packed };
    });
    this.order = { ...order, number: String(order.number) };
    this.session.orderVersion = order.version;
    if (!isSame(this.lines, after)) {
      const kept = new Map(after.map((line) => [line.id, line.packed]));
      const takeOut = this.lines
        .map(({ id, sku, packed }) => ({ sku, quantity: packed - (kept.get(id) ?? 0) }))
        .filter(({ quantity }) => quantity > 0);
      this.#news = refusals.orderChanged(takeOut);
      this.isRelined = true;
    }
    this.lines = after;
  }

  /** The order cannot be packed here any more. */
  lose(loss: Loss): void {
    const takeOut = this.lines.flatMap(({ sku, packed }) => (packed === 0 ? [] : [{ sku, quantity: packed }]));
    this.#news = refusals[loss](this.order?.number ?? "", takeOut);
    this.leave();
  }

  /** Adds units to lines, or takes them out again (-1). Returns the lines as they are now. */
  count(units: readonly Units[], sign: 1 | -1): LineRecord[] {
    const by = new Map(units.map(({ id, quantity }) => [id, quantity * sign]));
    this.lines = this.lines.map((line) => {
      const more = by.get(line.id);
      return more === undefined ? line : { ...line, packed: Math.max(0, line.packed + more) };
    });
    for (const { id } of units) this.#counted.add(id);
    return this.lines.filter(({ id }) => by.has(id));
  }

  /** Keeps a command with its answer. */
  decide({ kind, clientId, input }: Command, verdict: Verdict, now: Date): PackingAnswer {
    const { session } = this;
    const answer = this.answer(clientId, verdict, this.touch(now));
    this.keep({
      sessionId: session.id,
      clientId,
      kind,
      fingerprint: fingerprintOf(kind, input),
      version: session.version,
      orderId: session.orderId ?? this.#left,
      accepted: verdict.refusal === undefined,
      units: verdict.units ?? null,
      answer,
    });
    return answer;
  }

  keep(step: StepRecord): void {
    this.added.push(step);
    this.#steps.set(step.clientId, step);
  }

  /** Counts a command. */
  touch(now: Date): number {
    this.session.version += 1;
    this.session.seenAt = now.toISOString();
    return this.session.version;
  }

  answer(clientId: string, verdict: Verdict, version: number): PackingAnswer {
    const { refusal = null, lines = [], order = false, shipment = null } = verdict;
    return {
      sessionId: this.session.id,
      clientId,
      version,
      refusal,
      shipment,
      outcome: verdict.outcome ?? (refusal === null ? "accepted" : "refused"),
      lines: lines.map(shownLine),
      wanted: this.wanted,
      packed: this.packed,
      order: order ? this.shownOrder() : null,
      orderId: this.session.orderId,
    };
  }

  shownOrder(): PackingOrderView | null {
    if (this.order === undefined) return null;
    const { id, number, channel, customerName, notes } = this.order;
    const { wanted, packed } = this;
    return { id, number, channel, customerName, notes, wanted, packed, lines: this.lines.map(shownLine) };
  }
}

const shownLine = ({ id, sku, name, barcode, wanted, packed }: LineRecord): PackingLineView => ({
  id,
  sku,
  name,
  barcode,
  wanted,
  packed,
});

type Loss = "orderCancelled" | "orderHeld" | "orderGone" | "notCovered";

function lossOf(order: FullOrderRecord, lines: readonly LineRecord[], covered: boolean): Loss | undefined {
  if (order.status === "cancelled") return "orderCancelled";
  if (order.onHold) return "orderHeld";
  if (lines.length === 0) return "orderGone";
  return covered ? undefined : "notCovered";
}

const isSame = (before: readonly LineRecord[], after: readonly LineRecord[]): boolean =>
  before.length === after.length &&
  before.every(({ id, wanted, packed }, at) => {
    const other = after[at];
    return other?.id === id && other.wanted === wanted && other.packed === packed;
  });
