import { GraphQLNonNull, GraphQLString } from "graphql";
import { z } from "zod";
import { watchEvents } from "#core/events/index.ts";
import type { Frame, Stream } from "#core/kernel/operation.ts";
import { watchOrders } from "#core/orders/index.ts";
import type { Context } from "../context.ts";
import { configOf, readFields } from "./inputs.ts";
import type { Field, Row } from "./outputs.ts";
import type { Types } from "./types.ts";

/** A field of `Subscription`, and the operation that it stands for. */
export interface Follow {
  readonly operation: Stream;
  readonly field: (name: string, types: Types) => Field;
}

interface Followed {
  readonly item: z.ZodType;
  /** The argument that names where to resume. */
  readonly resume: "after" | "position";
  readonly only?: object;
  readonly must?: string;
}

const follow = (operation: Stream, { item, resume, only = {}, must }: Followed): Follow => ({
  operation,
  field: (name, { inputs, outputs }) => {
    const own = inputs.fields(operation.input, name, ["after", ...Object.keys(only)]);
    const args = Object.fromEntries(
      [...own].map(([field, input]) => [field, configOf({ ...input, required: input.required || field === must })]),
    );
    return {
      type: new GraphQLNonNull(outputs.object(item)),
      description: operation.summary,
      args: { ...args, [resume]: { type: GraphQLString, description: RESUME } },
      resolve: (row: Row) => row,
      subscribe: async (_: unknown, { [resume]: after, ...given }, { caller, signal }: Context) => {
        const place = typeof after === "string" ? { after: placeOf(after) } : {};
        const input = { ...Object(readFields(own, given)), ...only, ...place };
        return rowsOf(await caller.follow(operation, input, signal));
      },
    };
  },
});

const RESUME = "The `position` or the event's id that was seen last; absent: from now on.";

const placeOf = (after: string): number | string => (/^\d{1,15}$/.test(after) ? Number(after) : after);

async function* rowsOf(frames: AsyncIterable<Frame<unknown>>): AsyncGenerator<Row> {
  for await (const frame of frames) for (const { position, item } of frame) yield { ...Object(item), position };
}

const OrderChange = watchOrders.output
  .extend({ position: z.int().describe("Resume behind it.") })
  .meta({ id: "OrderChange" });

/** Every field of `Subscription`. */
export const subscriptions: Readonly<Record<string, Follow>> = {
  orderStatusChanged: follow(watchOrders, {
    item: OrderChange,
    resume: "after",
    only: { types: ["order.status_changed"] },
    must: "orderId",
  }),
  orderChanged: follow(watchOrders, { item: OrderChange, resume: "after" }),
  eventsAfter: follow(watchEvents, { item: watchEvents.output, resume: "position" }),
};
