import { expect, it } from "vitest";
import { createOf, emptyKey, formOf, updateOf } from "./key-form.ts";
import type { ApiKey } from "./key-params.ts";

const key: ApiKey = {
  id: "019a9c1e-7a52-7cc3-9f0e-2f6a1d6b1c11",
  name: "Warehouse",
  hint: "xd_live_abcd…",
  scopes: ["orders:read", "orders:write"],
  hasSoapSecret: false,
  allowedAddresses: ["203.0.113.0/24"],
  limit: { requests: 600, windowS: 90 },
  secrets: [],
  createdBy: "Ada",
  createdAt: "2026-11-01T10:00:00.000Z",
  expiresAt: "2027-03-04T10:15:00.000Z",
  rotatedAt: null,
  lastUsedAt: null,
  lastV1UseAt: null,
  revokedAt: null,
  version: 4,
};
const sameKey = { id: key.id, ifVersion: 4 };

it("a change of one field sends that field only, so that the expiry keeps its hour", () => {
  expect(updateOf(key, formOf(key))).toEqual(sameKey);
  expect(updateOf(key, { ...formOf(key), name: "Packing" })).toEqual({ ...sameKey, name: "Packing" });
  expect(updateOf(key, { ...formOf(key), scopes: ["orders:write", "orders:read"] })).toEqual(sameKey);
});

it("emptied fields take the bound away", () => {
  const emptied = updateOf(key, { ...formOf(key), allowedAddresses: " \n", expiresAt: "", requests: " " });
  expect(emptied).toEqual({ ...sameKey, allowedAddresses: [], expiresAt: null, limit: null });
});

it("addresses may stand in lines or after commas", () => {
  const form = { ...emptyKey, name: "A", allowedAddresses: "192.0.2.1, 192.0.2.2\n\n 2001:db8::/32 " };
  expect(createOf(form).allowedAddresses).toEqual(["192.0.2.1", "192.0.2.2", "2001:db8::/32"]);
});

it("a day means its end", () => {
  const { expiresAt } = createOf({ ...emptyKey, expiresAt: "2027-03-04" });
  expect(new Date(expiresAt ?? "").toString()).toContain("Mar 04 2027 23:59:59");
});
