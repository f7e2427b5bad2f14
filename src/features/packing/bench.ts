import { fit, linesNamed, type Units } from "#core/packing/rules.ts";
import type {
  PackedShipment,
  PackingAnswer,
  PackingOrderView,
  PackingRefusal,
  PackingSessionView,
} from "#core/packing/schemas.ts";

export type Order = PackingOrderView;
export type Shipment = PackedShipment;

/** A command that waits for its answer. It is sent again under the same id until there is one. */
export type Command = { readonly clientId: string } & (
  | { readonly kind: "open"; readonly order?: string }
  | ({ readonly orderId: string } & OfOrder)
);

type OfOrder =
  | { readonly kind: "scan"; readonly code: string; readonly quantity: number; readonly units: readonly Units[] }
  | { readonly kind: "undo"; readonly scan?: string }
  | { readonly kind: "finish"; readonly partial: boolean }
  | { readonly kind: "skip"; readonly reason: string };

export type Say =
  | { readonly key: "fits"; readonly sku: string; readonly packed: number; readonly wanted: number }
  | { readonly key: "surplus"; readonly sku: string; readonly open: number }
  | { readonly key: "ambiguous"; readonly skus: string }
  | { readonly key: "incomplete"; readonly missing: number }
  | { readonly key: "finished"; readonly number: string }
  | { readonly key: "takenOver"; readonly by: string }
  | { readonly key: "quantity"; readonly quantity: number }
  | {
      readonly key: "wrong" | "undone" | "nothingToUndo" | "noOrder" | "skipped" | "waiting" | "nothingWaits" | "next";
    };

export interface Verdict {
  readonly tone: "good" | "bad" | "info";
  /** Our own words, or the server's. */
  readonly say: Say | { readonly key: "server"; readonly message: string };
  readonly takeOut?: readonly { readonly sku: string; readonly quantity: number }[];
  /** Each verdict is heard once, equal ones too. */
  readonly turn: number;
}

/** Everything that a station knows; kept by the browser, so that a reload loses no scan. */
export interface Bench {
  readonly location: string;
  readonly station: string;
  readonly sessionId: string | null;
  readonly order: Order | null;
  /** Scans of this order that count, the last one last. */
  readonly scans: readonly { readonly clientId: string; readonly units: readonly Units[] }[];
  readonly queue: readonly Command[];
  readonly verdict: Verdict | null;
  /** Of the parcel before, until the next one is finished: its label can be printed that long. */
  readonly shipment: Shipment | null;
  /** Of the next scan, where it was typed before it. */
  readonly quantity: number | null;
  /** The server decided otherwise: the order is read again once the queue is empty. */
  readonly isStale: boolean;
}

export const emptyBench = (location: string, station: string): Bench => ({
  location,
  station,
  sessionId: null,
  order: null,
  scans: [],
  queue: [],
  verdict: null,
  shipment: null,
  quantity: null,
  isStale: false,
});

export const judged = (bench: Bench, tone: Verdict["tone"], say: Verdict["say"]): Bench => ({
  ...bench,
  verdict: { tone, say, takeOut: [], turn: (bench.verdict?.turn ?? 0) + 1 },
});

const judgedBy = (bench: Bench, { message, takeOut }: PackingRefusal): Bench => {
  const { verdict, ...after } = judged(bench, "bad", { key: "server", message });
  return { ...after, verdict: verdict && { ...verdict, takeOut } };
};

const queued = (bench: Bench, command: Command): Bench => ({ ...bench, queue: [...bench.queue, command] });
const isQueued = (bench: Bench, { clientId }: Command) => bench.queue.some((each) => each.clientId === clientId);
const isUnderWay = (bench: Bench, ...kinds: Command["kind"][]) => bench.queue.some(({ kind }) => kinds.includes(kind));

function counted(order: Order, units: readonly Units[], sign: 1 | -1): Order {
  const by = new Map(units.map(({ id, quantity }) => [id, quantity * sign]));
  const lines = order.lines.map((line) => ({ ...line, packed: Math.max(0, line.packed + (by.get(line.id) ?? 0)) }));
  return { ...order, lines, packed: lines.reduce((sum, { packed }) => sum + packed, 0) };
}

const QUANTITY = /^(\d{1,4})\*(.*)$/;

/** What was scanned or typed, up to Enter: a command of the sheet, a quantity, an order or an article. */
export function entered(bench: Bench, text: string, id: string): Bench {
  const code = text.trim();
  switch (code.toUpperCase()) {
    case "XD-UNDO":
      return undone(bench, id);
    case "XD-FINISH":
      return finished(bench, id, false);
    case "XD-PART":
      return finished(bench, id, true);
    case "XD-SKIP":
      return skipped(bench, id);
    case "XD-NEXT":
    case "":
      return next(bench, id);
  }
  const typed = QUANTITY.exec(code);
  if (typed !== null && Number(typed[1]) > 0) {
    const [, quantity = "1", rest = ""] = typed;
    if (rest !== "") return scanned({ ...bench, quantity: Number(quantity) }, rest, id);
    return judged({ ...bench, quantity: Number(quantity) }, "info", { key: "quantity", quantity: Number(quantity) });
  }
  return bench.order === null ? next(bench, id, code) : scanned(bench, code, id);
}

/** Enter without a code: finish what is complete, or take the next order. */
function next(before: Bench, id: string, order?: string): Bench {
  const bench = { ...before, quantity: null };
  if (bench.order !== null) return finished(bench, id, false);
  if (isUnderWay(bench, "open")) return bench;
  return judged(queued(bench, { kind: "open", clientId: id, ...(order !== undefined && { order }) }), "info", {
    key: "next",
  });
}

function scanned(before: Bench, code: string, id: string): Bench {
  const { quantity, order } = before;
  const bench = { ...before, quantity: null };
  if (order === null) return judged(bench, "bad", { key: "noOrder" });
  if (isUnderWay(bench, "finish", "skip")) return judged(bench, "bad", { key: "waiting" });
  const found = fit(linesNamed(order.lines, code), quantity ?? 1);
  const command = { kind: "scan", clientId: id, orderId: order.id, code, quantity: quantity ?? 1 } as const;
  switch (found.kind) {
    case "surplus":
      return judged(bench, "bad", { key: "surplus", sku: found.line.sku, open: found.open });
    case "ambiguous":
      return judged(bench, "bad", { key: "ambiguous", skus: found.lines.map(({ sku }) => sku).join(", ") });
    case "wrong": // the server may know a barcode that is newer than this page, and says what it was
      return judged(queued(bench, { ...command, units: [] }), "bad", { key: "wrong" });
    case "fits": {
      const { units } = found;
      const after = counted(order, units, 1);
      const line = after.lines.find((each) => each.id === units[0]?.id);
      const { sku = "", packed = 0, wanted = 0 } = line ?? {};
      const scans = [...bench.scans, { clientId: id, units }];
      return judged(queued({ ...bench, order: after, scans }, { ...command, units }), "good", {
        key: "fits",
        sku,
        packed,
        wanted,
      });
    }
  }
}

export function undone(before: Bench, id: string): Bench {
  const bench = { ...before, quantity: null };
  const last = bench.scans.at(-1);
  const { order: packing } = bench;
  if (packing === null || packing.packed === 0 || isUnderWay(bench, "finish", "skip"))
    return judged(bench, "bad", { key: "nothingToUndo" });
  if (last === undefined) {
    // Scanned before the order was read again: only the server knows which was the last.
    const command = { kind: "undo", clientId: id, orderId: packing.id } as const;
    return judged(queued({ ...bench, isStale: true }, command), "info", { key: "waiting" });
  }
  const order = counted(packing, last.units, -1);
  const after = { ...bench, order, scans: bench.scans.slice(0, -1) };
  return judged(queued(after, { kind: "undo", clientId: id, orderId: order.id, scan: last.clientId }), "info", {
    key: "undone",
  });
}

export function finished(before: Bench, id: string, partial: boolean): Bench {
  const bench = { ...before, quantity: null };
  const { order } = bench;
  if (order === null) return judged(bench, "bad", { key: "noOrder" });
  if (isUnderWay(bench, "finish", "skip")) return judged(bench, "info", { key: "waiting" });
  const missing = order.wanted - order.packed;
  if (order.packed === 0 || (missing > 0 && !partial)) return judged(bench, "bad", { key: "incomplete", missing });
  return judged(queued(bench, { kind: "finish", clientId: id, orderId: order.id, partial }), "info", {
    key: "waiting",
  });
}

export function skipped(before: Bench, id: string): Bench {
  const bench = { ...before, quantity: null };
  const { order } = bench;
  if (order === null) return judged(bench, "bad", { key: "noOrder" });
  if (isUnderWay(bench, "finish", "skip")) return judged(bench, "info", { key: "waiting" });
  const command = { kind: "skip", clientId: id, orderId: order.id, reason: "Skipped at the station" } as const;
  return judged(queued(bench, command), "info", { key: "waiting" });
}

const without = (bench: Bench, { clientId }: Command): Bench => ({
  ...bench,
  queue: bench.queue.filter((each) => each.clientId !== clientId),
});

/** A station was opened: what it packs now. */
export function begun(bench: Bench, session: PackingSessionView): Bench {
  const after = { ...bench, sessionId: session.id, order: session.order, scans: [], quantity: null };
  const { notice } = session;
  if (notice !== null) return judgedBy(after, notice);
  return session.order === null ? judged(after, "info", { key: "nothingWaits" }) : { ...after, verdict: null };
}

/** The station answered `open`. An answer that another tab has had before is none any more. */
export function opened(bench: Bench, { command, session, me }: Opening): Bench {
  if (!isQueued(bench, command)) return bench;
  return session.packer.id === me ? begun(without(bench, command), session) : takenOver(bench, session);
}

type Opening = { command: Command; session: PackingSessionView; me: string };

const takenOver = (bench: Bench, { packer }: PackingSessionView): Bench =>
  ended(bench, { key: "takenOver", by: packer.name });

/** The server's decision on a command. Scans are counted already: only a different decision is shown. */
export function answered(before: Bench, command: Command, answer: PackingAnswer): Bench {
  if (!isQueued(before, command)) return before;
  const bench = without(before, command);
  const { refusal, shipment, orderId } = answer;
  if (refusal !== null) {
    const isLost = orderId === null || answer.order !== null;
    const said = judgedBy({ ...bench, isStale: true }, refusal);
    if (!isLost) return said;
    // Nothing is left to do for an order that left: its refusals would hide why it did.
    const queue = orderId === null ? said.queue.filter(({ kind }) => kind === "open") : said.queue;
    return { ...said, queue, order: answer.order, scans: [] };
  }
  if (shipment !== null)
    return judged({ ...bench, order: null, scans: [], shipment }, "good", {
      key: "finished",
      number: shipment.orderNumber,
    });
  if (command.kind === "skip") return judged({ ...bench, order: null, scans: [] }, "info", { key: "skipped" });
  if (command.kind !== "scan" || command.units.length > 0) return bench;
  return judged({ ...bench, isStale: true }, "good", { key: "fits", ...shown(answer) });
}

function shown({ lines }: PackingAnswer) {
  const { sku = "", packed = 0, wanted = 0 } = lines[0] ?? {};
  return { sku, packed, wanted };
}

/** The order as the server has it, as long as the station is ours. */
export function refreshed(bench: Bench, session: PackingSessionView, me: string): Bench {
  if (session.packer.id !== me) return takenOver(bench, session);
  return bench.queue.length > 0 ? bench : { ...bench, order: session.order, isStale: false };
}

/** The station is not ours any more: what waits cannot be done. */
export const ended = (bench: Bench, say: Verdict["say"]): Bench =>
  judged({ ...emptyBench(bench.location, bench.station), verdict: bench.verdict }, "bad", say);

/** Codes after which nothing that waits can be done at this station. */
const ENDED: ReadonlySet<string> = new Set(["packing.taken_over", "packing.station_closed", "resource.not_found"]);

/** Whether an error says that the station is not ours any more. `open` says so of an order, too. */
export const isOver = (code: string, kind?: Command["kind"]): boolean =>
  kind === "open" ? code === "packing.station_busy" : ENDED.has(code);

/** One command was refused before it was decided, as an order that cannot be packed. */
export const rejected = (bench: Bench, command: Command, message: string): Bench =>
  !isQueued(bench, command)
    ? bench
    : judged({ ...without(bench, command), isStale: bench.sessionId !== null }, "bad", { key: "server", message });
