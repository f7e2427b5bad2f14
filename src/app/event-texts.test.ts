import { describe, expect, it } from "vitest";
import "#core/catalogue.ts";
import { eventCatalogue } from "#core/kernel/event.ts";
import { hasWords } from "#features/orders/detail/entry-words.ts";
import { home } from "#messages/en/home.ts";

const types = [...eventCatalogue.values()].map(({ type, subjectType }) => ({ type, subjectType }));

function sentenceOf(type: string): unknown {
  const [group = "", name = ""] = type.split(".");
  const texts = new Map<string, unknown>(Object.entries(home.event)).get(group);
  return typeof texts === "object" && texts !== null
    ? new Map<string, unknown>(Object.entries(texts)).get(name)
    : undefined;
}

describe("no screen shows the raw name of an event", () => {
  it("in the activity list: every type has its sentence", () => {
    expect(types.filter(({ type }) => typeof sentenceOf(type) !== "string")).toEqual([]);
  });

  it("in an order's timeline: every type that is about an order has its sentence", () => {
    const ofOrders = types.filter(({ subjectType }) => subjectType === "order");
    expect(ofOrders.filter(({ type }) => !hasWords(type))).toEqual([]);
  });
});
