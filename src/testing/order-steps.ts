import { type Arbitrary, boolean, constantFrom, integer, nat, oneof, option, record, uniqueArray } from "fast-check";
import type { Sku, Step } from "./order-model.ts";

const sku = constantFrom<Sku>("A", "B");
const order = nat({ max: 9 });
const line = nat({ max: 1 });
const shipment = nat({ max: 3 });
const units = integer({ min: 1, max: 4 });
const amount = integer({ min: 1, max: 700 });
const delta = integer({ min: -6, max: 6 }).filter((n) => n !== 0);
const lines = uniqueArray(record({ sku, quantity: integer({ min: 1, max: 5 }) }), {
  minLength: 1,
  maxLength: 2,
  selector: (each) => each.sku,
});

const kind = <K extends string>(...kinds: K[]) => constantFrom(...kinds);

export const step: Arbitrary<Step> = oneof(
  { weight: 4, arbitrary: record({ kind: kind("place"), lines, paid: boolean() }) },
  { weight: 4, arbitrary: record({ kind: kind("ship"), order, line, units }) },
  { weight: 3, arbitrary: record({ kind: kind("deliver", "callBack"), order, shipment }) },
  { weight: 2, arbitrary: record({ kind: kind("adjust"), sku, delta }) },
  {
    weight: 3,
    arbitrary: record({ kind: kind("cancel"), order, line: option(line), units, restock: boolean() }),
  },
  { weight: 2, arbitrary: record({ kind: kind("pay"), order, amount, method: kind("manual", "test") }) },
  { weight: 2, arbitrary: record({ kind: kind("answer"), order, succeeds: boolean() }) },
  { weight: 2, arbitrary: record({ kind: kind("refund"), order, amount }) },
  { weight: 1, arbitrary: record({ kind: kind("hold", "release"), order }) },
);
