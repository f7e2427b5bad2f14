import type { Fields } from "#features/conflict/three-way.ts";
import type { Customer } from "#features/customers/customer-params.ts";
import type { Inputs } from "#features/trpc/client.ts";

export type AddressForm = {
  name: string;
  line1: string;
  line2: string;
  city: string;
  region: string;
  postalCode: string;
  country: string;
  phone: string;
};

export type CustomerForm = {
  name: string;
  email: string;
  phone: string;
  reference: string;
  /** Comma-separated. */
  groups: string;
  notes: string;
  addresses: AddressForm[];
};

export const emptyCustomer: CustomerForm = {
  name: "",
  email: "",
  phone: "",
  reference: "",
  groups: "",
  notes: "",
  addresses: [],
};

export const emptyAddress = (name: string, country: string): AddressForm => ({
  name,
  line1: "",
  line2: "",
  city: "",
  region: "",
  postalCode: "",
  country,
  phone: "",
});

export function formOf({ name, email, phone, reference, groups, notes, addresses }: Customer): CustomerForm {
  return {
    name,
    email: email ?? "",
    phone: phone ?? "",
    reference: reference ?? "",
    groups: groups.join(", "),
    notes,
    addresses: addresses.map((address) => ({ ...emptyAddress("", ""), ...address })),
  };
}

const groupsIn = (text: string): string[] => [
  ...new Set(
    text
      .split(",")
      .map((group) => group.trim())
      .filter(Boolean),
  ),
];

/** The form as a flat record: the list of addresses is one field, since its parts make no sense alone. */
export function fieldsOf({ addresses, groups, ...form }: CustomerForm): Fields {
  const trimmed = Object.fromEntries(Object.entries(form).map(([key, value]) => [key, value.trim()]));
  return { ...trimmed, groups: groupsIn(groups).join(", "), addresses: JSON.stringify(addresses.map(addressOf)) };
}

export const addressesIn = (field: unknown): ReturnType<typeof addressOf>[] =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by `fieldsOf`
  JSON.parse(typeof field === "string" ? field : "[]") as ReturnType<typeof addressOf>[];

type AddressInput = NonNullable<Inputs["customers"]["create"]["addresses"]>[number];

function addressOf({ line2, region, phone, ...needed }: AddressForm): AddressInput {
  return {
    ...needed,
    ...(line2.trim() ? { line2 } : {}),
    ...(region.trim() ? { region } : {}),
    ...(phone.trim() ? { phone } : {}),
  };
}

export function createOf(form: CustomerForm): Inputs["customers"]["create"] {
  const { name, email, phone, reference, notes } = form;
  return {
    ...(name.trim() ? { name } : {}),
    email: email.trim() || null,
    phone: phone.trim() || null,
    reference: reference.trim() || null,
    groups: groupsIn(form.groups),
    notes,
    addresses: form.addresses.map(addressOf),
  };
}

const nullable = new Set(["email", "phone", "reference"]);

/** Only changed fields, so that edits of different fields do not conflict. */
export function updateOf(now: Customer, fields: Fields, changed: readonly string[]): Inputs["customers"]["update"] {
  const input: Record<string, unknown> = { id: now.id, ifVersion: now.version };
  for (const key of changed) {
    const value = fields[key];
    if (key === "groups") input.groups = groupsIn(String(value ?? ""));
    else if (key === "addresses") input.addresses = addressesIn(value);
    else input[key] = nullable.has(key) && value === "" ? null : value;
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- its keys are those of the form, whose values have these types
  return input as Inputs["customers"]["update"];
}
