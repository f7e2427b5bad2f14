import { expect, it } from "vitest";
import { changedFields } from "#features/conflict/three-way.ts";
import { createOf, emptyCustomer, fieldsOf, formOf, updateOf } from "#features/customers/customer-form.ts";
import type { Customer } from "#features/customers/customer-params.ts";

const customer: Customer = {
  id: "c1",
  email: "ada@example.com",
  name: "Ada",
  phone: null,
  reference: null,
  notes: "",
  groups: ["trade"],
  addresses: [{ name: "Ada", line1: "1 High Street", city: "London", postalCode: "N1 1AA", country: "GB" }],
  version: 2,
  createdAt: "2026-01-01T00:00:00.000Z",
  updatedAt: "2026-01-01T00:00:00.000Z",
};

it("an opened and unedited form changes nothing", () => {
  const base = fieldsOf(formOf(customer));
  expect(changedFields(base, fieldsOf(formOf(customer)))).toEqual([]);
});

it("sends only changed fields; an emptied email becomes null", () => {
  const mine = fieldsOf({ ...formOf(customer), email: " ", groups: "trade, vip,trade", notes: "Calls on Fridays." });
  const changed = changedFields(fieldsOf(formOf(customer)), mine);
  expect(updateOf(customer, mine, changed)).toEqual({
    id: "c1",
    ifVersion: 2,
    email: null,
    groups: ["trade", "vip"],
    notes: "Calls on Fridays.",
  });
});

it("a customer may be created with an email alone", () => {
  expect(createOf({ ...emptyCustomer, email: "bob@example.com" })).toEqual({
    email: "bob@example.com",
    phone: null,
    reference: null,
    groups: [],
    notes: "",
    addresses: [],
  });
});
