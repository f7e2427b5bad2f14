import type { Row } from "#db/bulk.ts";
import { customerCreated } from "../customers/events.ts";
import { customerSearch } from "../customers/search.ts";
import type { EventDraft } from "../kernel/event.ts";
import { newId } from "../kernel/ids.ts";
import type { Address } from "../kernel/shapes.ts";
import { unknownCustomer } from "../order/errors.ts";
import type { PlaceOrderInput } from "../order/schemas.ts";
import type { CustomerRow, World } from "./place-world.ts";

type KnownCustomers = Pick<World, "customersByEmail" | "customersById">;

export interface OrderCustomer {
  readonly known: CustomerRow | undefined;
  readonly isNew: boolean;
}

/** A known customer by id or email; an unknown email creates a customer; a bare name stays on the order alone. */
export function customerOf(
  world: KnownCustomers,
  wanted: PlaceOrderInput["customer"],
  emit: (event: EventDraft) => void,
): OrderCustomer {
  if (wanted === undefined) return { known: undefined, isNew: false };
  if (wanted.id !== undefined) {
    const known = world.customersById.get(wanted.id);
    if (known === undefined) throw unknownCustomer(wanted.id);
    return { known, isNew: false };
  }
  if (wanted.email === undefined) return { known: undefined, isNew: false };
  const known = world.customersByEmail.get(wanted.email);
  if (known !== undefined) return { known, isNew: false };
  const created = { id: newId(), email: wanted.email, name: wanted.name ?? wanted.email };
  world.customersByEmail.set(wanted.email, created);
  emit(customerCreated(created.id, { name: created.name, email: created.email }));
  return { known: created, isNew: true };
}

/** The row of a customer created by an order. */
export function customerRow(
  { id, email, name }: CustomerRow,
  more: { phone: string | undefined; address: Address | null; now: Date },
): Row {
  return {
    id,
    email,
    name,
    phone: more.phone ?? null,
    ...customerSearch({ email, name, phone: more.phone }),
    notes: "",
    groups: [],
    addresses: more.address === null ? [] : [more.address],
    version: 1,
    created_at: more.now,
    updated_at: more.now,
  };
}
