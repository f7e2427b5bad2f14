import { describe, expect, it } from "vitest";
import { changedFields } from "#features/conflict/three-way.ts";
import { createOf, emptyEndpoint, fieldsOf, formOf, pathsIn, updateOf } from "./endpoint-form.ts";
import type { EndpointSettings } from "./endpoint-params.ts";

const endpoint: EndpointSettings = {
  id: "019a9c1e-7a52-7cc3-9f0e-2f6a1d6b1c11",
  url: "https://example.com/hooks",
  description: "",
  eventTypes: ["order.*", "stock.low"],
  channels: ["web"],
  headerNames: ["authorization"],
  signing: "hmac",
  payload: "full",
  transform: null,
  ordered: true,
  maxPerSecond: null,
  maxConcurrent: 10,
  status: "enabled",
  disabledReason: null,
  version: 3,
  createdAt: "2026-07-01T00:00:00.000Z",
  updatedAt: "2026-07-01T00:00:00.000Z",
};

const updateAfter = (change: Partial<ReturnType<typeof formOf>>) => {
  const form = formOf(endpoint);
  const fields = fieldsOf({ ...form, ...change }, true);
  return updateOf(endpoint, fields, changedFields(fieldsOf(form, true), fields));
};
const known = { id: endpoint.id, ifVersion: 3 };

describe("an endpoint's form", () => {
  it("omits unchanged fields, especially headers whose values are hidden", () => {
    expect(updateAfter({})).toEqual(known);
    expect(updateAfter({ eventTypes: ["stock.low", "order.*"] })).toEqual(known);
  });

  it.each([
    [{ url: " https://example.com/other " }, { url: "https://example.com/other" }],
    [{ channels: [] }, { channels: [] }],
    [{ maxPerSecond: "20" }, { maxPerSecond: 20 }],
    [{ headers: [] }, { headers: {} }],
    [{ headers: [{ name: "x-key", value: "1" }] }, { headers: { "x-key": "1" } }],
    [{ shaping: "jsonata", transform: "data.number" }, { transform: "data.number" }],
    [{ shaping: "fields", fields: ["id", "data.number"] }, { fields: ["id", "data.number"] }],
  ] as const)("%j becomes %j", (change, expected) => {
    expect(updateAfter(change as Parameters<typeof updateAfter>[0])).toEqual({ ...known, ...expected });
  });

  it("creates with a transform or with fields, never with both", () => {
    expect(createOf({ ...emptyEndpoint, shaping: "fields" })).not.toHaveProperty("transform");
    expect(createOf({ ...emptyEndpoint, shaping: "none", transform: "data" })).toMatchObject({ transform: null });
    expect(createOf({ ...emptyEndpoint, shaping: "jsonata", transform: "data" })).not.toHaveProperty("fields");
  });

  it("lists the selectable fields of an event", () => {
    const event = {
      id: "1",
      "a-b": 1,
      data: { number: 1, lines: [{ sku: "A" }], customer: { name: "Jo" }, empty: {} },
    };
    expect(pathsIn(event)).toEqual(["id", "data.number", "data.lines", "data.customer.name", "data.empty"]);
  });
});
