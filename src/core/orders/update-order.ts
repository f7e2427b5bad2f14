import { notFound, stale } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { openOrder, type OrderContext, settleOrder } from "../order/change-order.ts";
import { UpdateOrderInput } from "../order/change-schemas.ts";
import { changesBetween } from "../order/changes.ts";
import { unknownAssignee, unknownCustomer } from "../order/errors.ts";
import { orderUpdated } from "../order/events.ts";
import { factsOf, type FullOrderRecord, viewOf } from "../order/record.ts";
import { OrderView } from "../order/schemas.ts";
import { customerOf, customerRow } from "./place-customer.ts";
import { byKey } from "./place-world.ts";
import { insertCustomer, isActiveUser, readCustomers } from "./update-store.ts";

export const updateOrder = command({
  name: "orders.update",
  summary: "Updates tags, notes, customer, address or assignee of an order.",
  scope: "orders:write",
  audience: "public",
  input: UpdateOrderInput,
  output: OrderView,
  failures: [notFound, stale, unknownAssignee, unknownCustomer],
  run: async (context, input) => {
    const order = await openOrder(context, "orders.update:read", input);
    await refuseUnknownAssignee(context, input.assigneeId);
    const { writes, columns } = await customerChange(context, order, input);
    const set = {
      ...columns,
      tags: input.tags ?? order.tags,
      notes: input.notes ?? order.notes,
      shippingAddress: input.shippingAddress ?? order.shippingAddress,
      assigneeId: input.assigneeId === undefined ? order.assigneeId : input.assigneeId,
    };
    const changes = changesBetween(order, { ...order, ...set });
    if (changes.length === 0) return viewOf(order);
    return settleOrder(context, order, {
      writes,
      set,
      tell: (after) => [orderUpdated(after.id, { ...factsOf(after), changes })],
    });
  },
});

async function refuseUnknownAssignee({ tx }: OrderContext, id: string | null | undefined): Promise<void> {
  if (id !== undefined && id !== null && !(await isActiveUser(tx, id))) throw unknownAssignee(id);
}

/** Found or created as when an order is placed. */
async function customerChange(
  context: OrderContext,
  order: FullOrderRecord,
  { customer, shippingAddress }: UpdateOrderInput,
) {
  if (customer === undefined) return { writes: [], columns: {} };
  const { tx, now, emit } = context;
  const rows = await readCustomers(tx, {
    emails: customer.email === undefined ? [] : [customer.email],
    ids: customer.id === undefined ? [] : [customer.id],
  });
  const world = {
    customersByEmail: byKey(rows, (row) => row.email ?? ""),
    customersById: byKey(rows, (row) => row.id),
  };
  const { known, isNew } = customerOf(world, customer, emit);
  const address = shippingAddress ?? order.shippingAddress;
  const row = isNew && known !== undefined ? [customerRow(known, { phone: customer.phone, address, now })] : [];
  return {
    writes: row.map((each) => insertCustomer(tx, each)),
    columns: {
      customerId: known?.id ?? null,
      customerName: customer.name ?? known?.name ?? null,
      customerEmail: customer.email ?? known?.email ?? null,
    },
  };
}
