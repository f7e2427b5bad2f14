import { z } from "zod";
import { MinorSum } from "../kernel/money.ts";
import { cursorInput, limitInput } from "../kernel/page.ts";
import { Address, Email, Id, Instant, RequiredText, Text } from "../kernel/shapes.ts";

const customerFields = {
  email: Email.nullable(),
  name: RequiredText(200),
  phone: Text(40).nullable(),
  reference: RequiredText(100).nullable().describe("The customer's number in an outside system."),
  notes: Text(5000),
  groups: z
    .array(RequiredText(60))
    .max(50)
    .transform((groups) => [...new Set(groups)]),
  addresses: z.array(Address).max(20),
};

export const CreateCustomerInput = z
  .strictObject({
    email: customerFields.email.default(null),
    name: customerFields.name.optional().describe("Absent: the email address is used."),
    phone: customerFields.phone.default(null),
    reference: customerFields.reference.default(null),
    notes: customerFields.notes.default(""),
    groups: customerFields.groups.default([]),
    addresses: customerFields.addresses.default([]),
  })
  .refine(({ email, name }) => email !== null || name !== undefined, {
    message: "Give the customer's email or name.",
  })
  .meta({ id: "CreateCustomer", example: { email: "a@example.com", name: "A. Person", groups: ["trade"] } });

export const UpdateCustomerInput = z
  .strictObject(customerFields)
  .partial()
  .extend({ id: Id, ifVersion: z.int().optional() });

export const CustomerView = z
  .object({
    id: Id,
    email: z.string().nullable(),
    name: z.string(),
    phone: z.string().nullable(),
    reference: z.string().nullable(),
    notes: z.string(),
    groups: z.array(z.string()),
    addresses: z.array(Address),
    version: z.int(),
    createdAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: "Customer" });

export const customerSorts = ["-createdAt", "createdAt"] as const;

export const ListCustomersInput = z.strictObject({
  q: z
    .string()
    .trim()
    .max(200)
    .optional()
    .describe("Name, email, phone or reference; words match from their beginning."),
  sort: z.enum(customerSorts).default("-createdAt"),
  limit: limitInput,
  cursor: cursorInput,
});
export type ListCustomersInput = z.output<typeof ListCustomersInput>;

/** What one customer has ordered in one currency; drafts and cancelled orders do not count. Minor units. */
export const CustomerTotals = z
  .object({
    currency: z.string(),
    orders: z.int(),
    open: z.int().describe("Not yet shipped."),
    total: MinorSum,
    spent: MinorSum.describe("Paid less refunded."),
    due: MinorSum.describe("Still owed on orders that are not cancelled."),
    firstPlacedAt: Instant,
    lastPlacedAt: Instant,
  })
  .meta({ id: "CustomerTotals" });
