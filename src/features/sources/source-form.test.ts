import { expect, it } from "vitest";
import { codeOf, fieldsOf, updateOf } from "#features/sources/source-form.ts";
import type { Source } from "#features/sources/source-params.ts";

const source: Source = {
  id: "019a9c1e-7a52-7cc3-9f0e-2f6a1d6b1c11",
  code: "acme",
  name: "Acme",
  kind: "shopify",
  status: "enabled",
  path: "/api/webhooks/acme",
  operation: null,
  mapping: null,
  settings: { channel: "web", orderReference: "name" },
  hasSecret: true,
  previousSecretUntil: null,
  version: 4,
  createdAt: "2026-11-22T18:00:00.000Z",
  updatedAt: "2026-11-22T18:00:00.000Z",
  messages: 0,
  failed: 0,
  lastReceivedAt: null,
};

it("sends changed fields and the version, settings as a whole", () => {
  const fields = { ...fieldsOf(source), name: "Acme shop", channel: "shop" };
  expect(updateOf(source, fields, ["name", "channel"])).toEqual({
    id: source.id,
    ifVersion: 4,
    name: "Acme shop",
    settings: { channel: "shop", orderReference: "name" },
  });
});

it.each([
  ["Acme Shop", "acme-shop"],
  ["  Größe & Söhne GmbH ", "gro-e-sohne-gmbh"],
  ["日本", ""],
  ["x".repeat(60), "x".repeat(40)],
])("converts %j to the code %j", (name, code) => {
  expect(codeOf(name)).toBe(code);
});
