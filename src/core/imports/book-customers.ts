import { customerCreated } from "../customers/events.ts";
import { customerSearch } from "../customers/search.ts";
import { newId } from "../kernel/ids.ts";
import type { OrderContext } from "../order/change-order.ts";
import { insertTables } from "./book-store.ts";
import type { BookWorld, CustomerRow } from "./book-world.ts";
import type { DocumentContent } from "./document.ts";
import type { FreshDocument } from "./sort-out.ts";
import { count, type Tally } from "./tally.ts";

/** The customer of a document, by reference or else by email. */
export function customerOf(world: BookWorld, { customer }: DocumentContent): CustomerRow | undefined {
  if (customer === null) return undefined;
  const byReference = customer.reference === null ? undefined : world.customersByReference.get(customer.reference);
  return byReference ?? (customer.email === null ? undefined : world.customersByEmail.get(customer.email));
}

/** Creates unknown customers that have a reference or an email; a bare name stays on its order. */
export function bookCustomers(
  context: OrderContext,
  world: BookWorld,
  { documents, tally }: { documents: readonly FreshDocument[]; tally: Tally },
): void {
  const rows = documents.flatMap(({ content }) => {
    const { customer, address } = content;
    if (customer === null || customerOf(world, content) !== undefined) return [];
    const { reference, email, phone } = customer;
    if (reference === null && email === null) return [];
    const created = { id: newId(), reference, email, name: customer.name ?? email ?? `Customer ${reference}` };
    if (reference !== null) world.customersByReference.set(reference, created);
    if (email !== null) world.customersByEmail.set(email, created);
    context.emit(customerCreated(created.id, { name: created.name, email }));
    const addresses = address === null ? [] : [address];
    const stamps = { version: 1, created_at: context.now, updated_at: context.now };
    return [
      { ...created, ...customerSearch({ ...created, phone }), phone, notes: "", groups: [], addresses, ...stamps },
    ];
  });
  insertTables(context, [["customers", rows]]);
  count(tally, "customersCreated", rows.length);
}
