import { z } from "zod";
import { createShipment } from "#core/fulfillment/index.ts";
import { adjustStock, listLevels } from "#core/inventory/index.ts";
import type { Command, Query } from "#core/kernel/operation.ts";
import { cancelOrder, getOrder, listOrders, placeOrder } from "#core/orders/index.ts";
import { createPayment, refundPayment } from "#core/payments/index.ts";
import { getUser } from "#core/users/index.ts";
import type { Caller, More } from "#transports/gateway/caller.ts";

export interface Answered {
  readonly output: object;
  readonly replayed: boolean | undefined;
}

export interface SoapOperation {
  /** The request is `${name}Request`, the response `${name}Response`. */
  readonly name: string;
  readonly operation: Pick<Command, "name" | "summary" | "input">;
  readonly response: z.ZodType;
  readonly call: (caller: Caller, input: unknown, more: More) => Promise<Answered>;
}

/** `as` names the element that holds what the operation answers; absent: its fields are the response's. */
function soap<I extends z.ZodType, O extends z.ZodType>(
  name: string,
  operation: Command<I, O> | Query<I, O>,
  as?: string,
): SoapOperation {
  return {
    name,
    operation,
    response: as === undefined ? operation.output : z.object({ [as]: operation.output }),
    async call(caller, input, more) {
      const { output, replayed } = await caller.call(operation, input, more);
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- all outputs that are a response are objects
      return { output: as === undefined ? (output as object) : { [as]: output }, replayed };
    },
  };
}

/** All that is served over SOAP, and nothing else. */
export const operations: readonly SoapOperation[] = [
  soap("PlaceOrder", placeOrder),
  soap("GetOrder", getOrder, "order"),
  soap("ListOrders", listOrders),
  soap("CancelOrder", cancelOrder, "order"),
  soap("PayOrder", createPayment, "order"),
  soap("ShipOrder", createShipment, "order"),
  soap("RefundOrder", refundPayment, "order"),
  soap("AdjustStock", adjustStock, "level"),
  soap("GetStock", listLevels),
  soap("GetUser", getUser, "user"),
];
