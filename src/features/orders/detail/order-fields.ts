import type { Fields, FieldValue } from "#features/conflict/three-way.ts";
import type { Inputs } from "#features/trpc/client.ts";
import type { Order } from "../order-news.ts";

export type Edit = Partial<Pick<Order, "tags" | "notes" | "assigneeId" | "customer" | "shippingAddress">>;
type Update = Inputs["orders"]["update"];

const TAG = "tag ";

/** The editable fields, flat. Every tag is a field of its own, so that added tags never conflict. */
export function fieldsOf({ tags, notes, assigneeId, customer, shippingAddress }: Required<Edit>): Fields {
  const flat: Record<string, FieldValue> = {
    notes,
    assigneeId,
    customer: JSON.stringify(customer),
    shippingAddress: JSON.stringify(shippingAddress),
  };
  for (const tag of tags) flat[TAG + tag] = true;
  return flat;
}

export const tagsIn = (fields: Fields): string[] =>
  Object.keys(fields)
    .filter((name) => name.startsWith(TAG))
    .map((name) => name.slice(TAG.length));

/** The request for the changed fields. */
export function updateOf(now: Pick<Order, "id" | "version">, fields: Fields, changed: readonly string[]): Update {
  const input: Update = { id: now.id, ifVersion: now.version };
  if (changed.some((name) => name.startsWith(TAG))) input.tags = tagsIn(fields);
  if (changed.includes("notes")) input.notes = String(fields["notes"] ?? "");
  if (changed.includes("assigneeId"))
    input.assigneeId = fields["assigneeId"] === null ? null : String(fields["assigneeId"]);
  if (changed.includes("customer")) {
    const customer: Order["customer"] = JSON.parse(String(fields["customer"]));
    if (customer) input.customer = given(customer);
  }
  if (changed.includes("shippingAddress")) {
    const address: Order["shippingAddress"] = JSON.parse(String(fields["shippingAddress"]));
    if (address) input.shippingAddress = address;
  }
  return input;
}

function given({ id, name, email }: NonNullable<Order["customer"]>): NonNullable<Update["customer"]> {
  return { ...(id ? { id } : {}), ...(name ? { name } : {}), ...(email ? { email } : {}) };
}
