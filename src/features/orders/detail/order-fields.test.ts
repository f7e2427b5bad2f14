import { describe, expect, test } from "vitest";
import { changedFields, threeWay } from "#features/conflict/three-way.ts";
import type { Order } from "../order-news.ts";
import { fieldsOf, updateOf } from "./order-fields.ts";

const order = (given: Partial<Order> = {}) =>
  ({
    id: "o1",
    version: 3,
    tags: ["gift"],
    notes: "",
    assigneeId: null,
    customer: { id: "c1", name: "Ada", email: null },
    shippingAddress: null,
    ...given,
  }) as Order;

describe("concurrent edits of one order", () => {
  test("tags added by both are kept, and a removed tag stays removed", () => {
    const mine = fieldsOf(order({ tags: ["gift", "urgent"] }));
    const theirs = order({ tags: ["vip"], version: 4 });
    const { merged, conflicts } = threeWay(fieldsOf(order()), mine, fieldsOf(theirs));
    expect(conflicts).toEqual([]);
    const changed = changedFields(fieldsOf(theirs), merged);
    expect(updateOf(theirs, merged, changed)).toEqual({ id: "o1", ifVersion: 4, tags: ["vip", "urgent"] });
  });

  test("two different assignees are a conflict", () => {
    const { conflicts } = threeWay(
      fieldsOf(order()),
      fieldsOf(order({ assigneeId: "me" })),
      fieldsOf(order({ assigneeId: "anna" })),
    );
    expect(conflicts).toEqual(["assigneeId"]);
  });
});

test("only changed fields are sent", () => {
  const mine = fieldsOf(order({ assigneeId: "u1", customer: { id: null, name: "Bo", email: "bo@example.com" } }));
  const changed = changedFields(fieldsOf(order()), mine);
  expect(updateOf(order(), mine, changed)).toEqual({
    id: "o1",
    ifVersion: 3,
    assigneeId: "u1",
    customer: { name: "Bo", email: "bo@example.com" },
  });
});
