import { createTranslator } from "use-intl/core";
import { describe, expect, it } from "vitest";
import "#core/catalogue.ts";
import { eventCatalogue } from "#core/kernel/event.ts";
import { events, type EventWords } from "#messages/en/events.ts";

const table = new Map<string, EventWords>(
  Object.entries(events).flatMap(([group, names]) =>
    Object.entries<EventWords>(names).map(([name, words]) => [`${group}.${name}`, words] as const),
  ),
);
const types = [...eventCatalogue.values()].map(({ type, subjectType }) => ({ type, subjectType }));

describe("no screen shows the raw name of an event", () => {
  it("in the activity list: every type has its sentence", () => {
    expect(types.filter(({ type }) => !table.get(type)?.activity)).toEqual([]);
  });

  it("in an order's timeline: every order event has its sentence", () => {
    const ofOrders = types.filter(({ subjectType }) => subjectType === "order");
    expect(ofOrders.filter(({ type }) => !table.get(type)?.timeline)).toEqual([]);
  });

  it("every sentence has all values that it needs", () => {
    const errors: unknown[] = [];
    const t = createTranslator({ locale: "en", messages: { events }, onError: (error) => errors.push(error) });
    const given = { s: String, money: String, fields: "tags", count: 2, status: "", action: "" };
    for (const [type, { timeline }] of table)
      for (const part of timeline === undefined ? ["activity"] : ["activity", "timeline"])
        t.markup(`events.${type}.${part}` as "events.order.placed.activity", given);
    expect(errors).toEqual([]);
  });

  it("no sentence is kept for an unknown event", () => {
    const known = new Set(types.map(({ type }) => type));
    expect([...table.keys()].filter((type) => !known.has(type))).toEqual([]);
  });
});
