import { z } from "zod";
import { watchEvents } from "#core/events/index.ts";
import { EventTypePattern, EventView, Position } from "#core/events/schemas.ts";
import type { Frame } from "#core/kernel/operation.ts";
import { Id } from "#core/kernel/shapes.ts";
import { ListOrdersInput } from "#core/order/list-schemas.ts";
import { OrderView } from "#core/order/schemas.ts";
import { listOrders, lookupOrders } from "#core/orders/index.ts";
import type { ServerStreamMethod } from "./methods.ts";
import { readAll } from "./pages.ts";

const PAGE = 100;
/** Readers that process each order may pause for long. */
const READING_MS = 300_000;
const WATCHING_MS = 15_000;

const ListRequest = ListOrdersInput.omit({ limit: true, cursor: true });

/** All of them, however many: a page at a time, as fast as they are read. */
export const ordersList: ServerStreamMethod = {
  kind: "server_stream",
  name: "ListOrders",
  summary: "Whole orders, by when they were placed: every one that the filters let through.",
  operations: [listOrders, lookupOrders],
  request: { name: "ListOrdersRequest", schema: ListRequest },
  response: { name: "Order", schema: OrderView },
  patienceMs: READING_MS,
  async run({ enter, left }, read) {
    const first = await enter(0);
    first.admit(listOrders);
    const input = Object(first.reading(listOrders, read));
    const free = first.connect(listOrders);
    const page = async (cursor?: string) => {
      const caller = await enter();
      const { output } = await caller.call(listOrders, { ...input, limit: PAGE, cursor }, { left });
      const ids = output.data.map(({ id }) => id);
      const orders = ids.length === 0 ? [] : await caller.lookUp(lookupOrders, ids, { left });
      return { items: orders.filter((order) => order !== null), nextCursor: output.nextCursor };
    };
    const stands = async () => (await enter(0)).admit(listOrders, listOrders.scope);
    return readAll(page, { free, stands });
  },
};

const WatchRequest = z.strictObject({
  after: Position.optional().describe("Go on behind this position, the last that you saw. Absent: from now on."),
  types: z
    .array(EventTypePattern)
    .max(50)
    .optional()
    .describe("`order.placed`, or `order.*` for all of a kind. None: all."),
  orderId: Id.optional().describe("Absent: all orders."),
});

/** What happens to orders, each with the position from which a reader goes on after a break. */
export const ordersWatch: ServerStreamMethod = {
  kind: "server_stream",
  name: "WatchOrders",
  summary:
    "What happens to orders, as it happens, without a gap or a duplicate. However it ends, call again with the last position as `after`.",
  operations: [watchEvents],
  request: { name: "WatchOrdersRequest", schema: WatchRequest },
  response: { name: "OrderEvent", schema: z.object({ position: Position, event: EventView }) },
  patienceMs: WATCHING_MS,
  isEndless: true,
  async run({ enter, left }, read) {
    const caller = await enter();
    caller.admit(watchEvents);
    const { orderId: subjectId, ...wanted }: Record<string, unknown> = {
      ...Object(caller.reading(watchEvents, read)),
    };
    const filter = { ...wanted, ...(subjectId !== undefined && { subjectId }) };
    const frames = await caller.follow(watchEvents, filter, left);
    return ofOrders(frames);
  },
};

type Frames = AsyncGenerator<Frame<z.output<typeof EventView>>>;

async function* ofOrders(frames: Frames): AsyncGenerator<object, void> {
  const isOfOrder = ({ item }: { item: { subjectType: string } }) => item.subjectType === "order";
  for await (const frame of frames)
    for (const { position, item } of frame.filter(isOfOrder))
      try {
        yield { position, event: item };
      } catch (error) {
        await frames.throw(error).catch(() => {}); // before the loop returns the frames, which would record a success
        throw error;
      }
}
