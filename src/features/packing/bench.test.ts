import { beforeEach, describe, expect, test } from "vitest";
import type { PackingAnswer, PackingSessionView } from "#core/packing/schemas.ts";
import {
  answered,
  begun,
  type Bench,
  type Command,
  emptyBench,
  ended,
  entered,
  isOver,
  opened,
  refreshed,
  skipped,
} from "./bench.ts";

const line = (sku: string, wanted: number, barcode: string | null = null) => ({
  id: sku,
  sku,
  name: sku,
  barcode,
  wanted,
  packed: 0,
});
const order = {
  id: "o",
  number: "7",
  channel: "web",
  customerName: null,
  notes: "",
  wanted: 3,
  packed: 0,
  lines: [line("A", 2, "0012"), line("B", 1)],
};
const session: PackingSessionView = {
  id: "s",
  location: "main",
  station: "B",
  packer: { type: "user", id: "u", name: "Ada" },
  version: 1,
  order,
  notice: null,
  openedAt: "",
  seenAt: "",
  closedAt: null,
};
const answer: PackingAnswer = {
  sessionId: "s",
  clientId: "x",
  version: 2,
  outcome: "accepted",
  refusal: null,
  lines: [],
  wanted: 3,
  packed: 1,
  order: null,
  orderId: "o",
  shipment: null,
};
const shipment = {
  id: "p",
  orderId: "o",
  orderNumber: "7",
  units: 3,
  carrier: null,
  trackingNumber: null,
  trackingUrl: null,
};
const refusal = { code: "packing.order_changed", message: "Changed.", articles: [], takeOut: [] };

let bench: Bench;
let next = 0;
const enter = (...texts: string[]) => {
  for (const text of texts) bench = entered(bench, text, `c${(next += 1)}`);
  return bench;
};
const said = () => bench.verdict?.say.key;
/** The server accepts everything that waits. */
const answerAll = () => {
  for (const command of bench.queue) bench = answered(bench, command, answer);
};

beforeEach(() => {
  bench = begun(emptyBench("main", "B"), session);
});

describe("a scan at a station", () => {
  test("is judged at once, counted, and waits for the server under its own id", () => {
    enter("a", "12");
    expect(bench.order?.lines[0]?.packed).toBe(2);
    expect(bench.verdict).toMatchObject({ tone: "good", say: { key: "fits", packed: 2, wanted: 2 } });
    expect(bench.queue.map(({ kind }) => kind)).toEqual(["scan", "scan"]);
    expect(new Set(bench.queue.map(({ clientId }) => clientId)).size).toBe(2);
    enter("A");
    expect(bench.verdict?.tone).toBe("bad");
    expect(bench.queue).toHaveLength(2);
  });

  test("of an unknown code is refused at once, and the server may know better", () => {
    enter("Z");
    expect(said()).toBe("wrong");
    const [command] = bench.queue;
    if (command === undefined) throw new Error("nothing waits");
    bench = answered(bench, command, { ...answer, lines: [{ ...line("A", 2), packed: 1 }] });
    expect(bench.verdict).toMatchObject({ tone: "good", say: { sku: "A" } });
    expect(bench.isStale).toBe(true);
  });

  test("counts several units after a quantity, once", () => {
    enter("2*", "A");
    expect(bench.order?.packed).toBe(2);
    enter("1*B");
    expect(bench.order?.packed).toBe(3);
    expect(bench.quantity).toBeNull();
  });

  test("is taken back by the barcode for it, the last one first", () => {
    enter("A", "B", "XD-UNDO");
    expect(bench.order?.lines.map(({ packed }) => packed)).toEqual([1, 0]);
    enter("xd-undo", "XD-UNDO");
    expect(said()).toBe("nothingToUndo");
    expect(bench.queue.filter(({ kind }) => kind === "undo")).toHaveLength(2);
  });
});

describe("a parcel", () => {
  test("is finished by Enter when it is complete, and not before", () => {
    enter("A", "");
    expect(said()).toBe("incomplete");
    enter("A", "B", "");
    expect(bench.queue.at(-1)?.kind).toBe("finish");
    enter("", "XD-UNDO", "A");
    expect(bench.queue.filter(({ kind }) => kind === "finish")).toHaveLength(1);
  });

  test("of a changed order is the server's, with its notice", () => {
    enter("A", "B");
    const changed = { ...order, wanted: 1, lines: [line("B", 1)] };
    const [first] = bench.queue;
    if (first === undefined) throw new Error("nothing waits");
    bench = answered(bench, first, { ...answer, outcome: "refused", refusal, order: changed });
    expect(bench.order?.lines).toHaveLength(1);
    expect(bench.verdict).toMatchObject({ tone: "bad", say: { message: "Changed." } });
    const server = { ...session, order: { ...changed, packed: 1 } };
    expect(refreshed(bench, server, "u").order?.packed).toBe(0);
    answerAll();
    expect(refreshed(bench, server, "u")).toMatchObject({ order: { packed: 1 }, isStale: false });
  });
});

test("an order is taken once, whatever is scanned meanwhile, and a number asks for that order", () => {
  bench = { ...bench, order: null };
  enter("1042", "", "");
  expect(bench.queue).toMatchObject([{ kind: "open", order: "1042" }]);
});

test("a station that somebody took over drops what waits, and says so", () => {
  enter("A");
  bench = ended(bench, { key: "server", message: "Robin has taken over this station." });
  expect(bench).toMatchObject({ sessionId: null, queue: [], station: "B", verdict: { tone: "bad" } });
});

test("a station is left when it turns out that somebody else packs there", () => {
  const robins = { ...session, packer: { type: "user", id: "r", name: "Robin" } };
  expect(refreshed(bench, robins, "u")).toMatchObject({
    sessionId: null,
    order: null,
    verdict: { say: { key: "takenOver", by: "Robin" } },
  });
  expect(isOver("packing.station_busy", "open")).toBe(true);
  expect(isOver("resource.not_found", "open")).toBe(false);
  expect(isOver("packing.taken_over")).toBe(true);
});

/** What the server says to the first command that waits. */
const answerFirst = (more: Partial<PackingAnswer>): Command => {
  const [command] = bench.queue;
  if (command === undefined) throw new Error("nothing waits");
  bench = answered(bench, command, { ...answer, ...more });
  return command;
};

describe("what waits for the network", () => {
  test("names the order that it is for", () => {
    enter("A", "A", "B", "XD-UNDO", "B", "");
    expect(bench.queue.map(({ kind }) => kind)).toEqual(["scan", "scan", "scan", "undo", "scan", "finish"]);
    expect(bench.queue).toEqual(bench.queue.map((command) => expect.objectContaining({ ...command, orderId: "o" })));
    bench = skipped({ ...bench, queue: [] }, "s");
    expect(bench.queue).toMatchObject([{ kind: "skip", orderId: "o" }]);
  });

  test("is dropped when the order left, so that its refusals do not hide why", () => {
    enter("A", "A", "B", "");
    answerFirst({ outcome: "refused", refusal, orderId: null });
    expect(bench).toMatchObject({ queue: [], order: null, verdict: { say: { message: "Changed." } } });
  });

  test("is answered once: what comes late again changes nothing", () => {
    enter("A", "A", "B", "");
    for (const _ of [1, 2, 3]) answerFirst({});
    const finish = answerFirst({ outcome: "finished", shipment, orderId: null });
    enter("");
    const [opening] = bench.queue;
    if (opening === undefined) throw new Error("nothing waits");
    bench = opened(bench, { command: opening, session: { ...session, order: { ...order, id: "o2" } }, me: "u" });
    const before = bench;
    expect(answered(bench, finish, { ...answer, outcome: "finished", shipment, orderId: null })).toBe(before);
    expect(opened(bench, { command: opening, session, me: "u" })).toBe(before);
  });
});

test("a station that somebody else has taken over meanwhile is left, and not shown as ours", () => {
  bench = emptyBench("main", "B");
  enter("");
  const [opening] = bench.queue;
  if (opening === undefined) throw new Error("nothing waits");
  bench = opened(bench, {
    command: opening,
    session: { ...session, packer: { type: "user", id: "v", name: "Robin" } },
    me: "u",
  });
  expect(bench).toMatchObject({ order: null, sessionId: null, queue: [] });
  expect(bench.verdict).toMatchObject({ tone: "bad", say: { key: "takenOver", by: "Robin" } });
});

test("an undo of what was scanned before the order was read again is left to the server", () => {
  bench = { ...bench, order: { ...order, packed: 1 }, scans: [] };
  enter("XD-UNDO");
  expect(bench.queue).toMatchObject([{ kind: "undo", orderId: "o" }]);
  expect(bench.queue[0]).not.toHaveProperty("scan");
  expect(bench).toMatchObject({ isStale: true, order: { packed: 1 } });
});

test("the label of a parcel stays until the next one is finished", () => {
  enter("A", "A", "B", "");
  for (const _ of [1, 2, 3]) answerFirst({});
  answerFirst({ outcome: "finished", shipment, orderId: null });
  enter("");
  const [opening] = bench.queue;
  if (opening === undefined) throw new Error("nothing waits");
  bench = opened(bench, { command: opening, session, me: "u" });
  expect(bench).toMatchObject({ shipment: { id: "p" }, order: { id: "o" } });
});

test.each(["XD-UNDO", "XD-FINISH", "XD-SKIP", "XD-NEXT"])(
  "a quantity is for the next scan only, not after %s",
  (command) => {
    enter("A", "3*", command);
    expect(bench.quantity).toBeNull();
  },
);
