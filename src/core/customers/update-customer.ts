import { notFound, stale } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { present } from "../kernel/present.ts";
import { isUnchanged } from "../kernel/unchanged.ts";
import { emailTaken, referenceTaken } from "./errors.ts";
import { customerUpdated } from "./events.ts";
import { type CustomerRecord, viewOf } from "./record.ts";
import { CustomerView, UpdateCustomerInput } from "./schemas.ts";
import { lockCustomer, refuseTaken, updateCustomer as writeCustomer } from "./store.ts";

export const updateCustomer = command({
  name: "customers.update",
  summary: "Updates a customer. Existing orders keep the details that they were placed with.",
  scope: "customers:write",
  audience: "public",
  input: UpdateCustomerInput,
  output: CustomerView,
  failures: [notFound, stale, emailTaken, referenceTaken],
  run: async (context, { ifVersion, ...changes }) => {
    const { tx, now, emit } = context;
    const before = await lockCustomer(tx, changes.id);
    if (before === undefined) throw notFound("customer", changes.id);
    if (ifVersion !== undefined && ifVersion !== before.version) throw stale("customer", before.version);
    const after: CustomerRecord = { ...before, ...present(changes), version: before.version + 1, updatedAt: now };
    if (isUnchanged(before, after)) return viewOf(before);
    await refuseTaken(tx, after);
    await context.race("customers.update:read");
    writeCustomer(context, after);
    emit(customerUpdated(after.id, after));
    return viewOf(after);
  },
});
