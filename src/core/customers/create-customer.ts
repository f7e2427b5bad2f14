import { newId } from "../kernel/ids.ts";
import { command } from "../kernel/operation.ts";
import { emailTaken, referenceTaken } from "./errors.ts";
import { customerCreated } from "./events.ts";
import { type CustomerRecord, viewOf } from "./record.ts";
import { CreateCustomerInput, CustomerView } from "./schemas.ts";
import { insertCustomer, refuseTaken } from "./store.ts";

export const createCustomer = command({
  name: "customers.create",
  summary: "Creates a customer. An email address belongs to one customer.",
  scope: "customers:write",
  audience: "public",
  input: CreateCustomerInput,
  output: CustomerView,
  failures: [emailTaken, referenceTaken],
  run: async (context, input) => {
    const { now, emit } = context;
    const customer: CustomerRecord = {
      ...input,
      id: newId(),
      name: input.name ?? input.email ?? "",
      version: 1,
      createdAt: now,
      updatedAt: now,
    };
    await refuseTaken(context.tx, customer);
    await context.race("customers.create:read");
    insertCustomer(context, customer);
    emit(customerCreated(customer.id, customer));
    return viewOf(customer);
  },
});
