import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";
import type { Actor } from "../kernel/actor.ts";
import { type Command, command } from "../kernel/operation.ts";
import type { Tx } from "../kernel/tx.ts";
import { execute } from "./execute.ts";

const hub = testHub();
let actor: Actor;

beforeAll(async () => {
  actor = await createTestTenant(hub);
});

const Input = z.strictObject({ divisor: z.int() });
const Output = z.object({ quotient: z.int() });
type Divide = Command<typeof Input, typeof Output>;

const asked: number[][] = [];
const ran: number[] = [];

/** Reads 12 / divisor. */
const dividing = (tx: Tx, inputs: readonly { divisor: number }[]): Divide["runMany"] => {
  const reading = tx.sql<{ quotient: number }[]>`
    select 12 / d as quotient from unnest(${inputs.map(({ divisor }) => divisor)}::int[]) as u(d)`;
  reading.catch(() => {});
  return async (_, calls) => {
    const rows = await reading;
    ran.push(calls.length);
    return calls.map(({ input }) => ({ ok: rows[inputs.indexOf(input)] ?? { quotient: -1 } }));
  };
};

const divide: Divide = command({
  name: "test.divide",
  summary: "For tests.",
  scope: "orders:write",
  audience: "operator",
  input: Input,
  output: Output,
  failures: [],
  ahead: (tx, inputs) => {
    asked.push(inputs.map(({ divisor }) => divisor));
    return dividing(tx, inputs);
  },
  runMany: async (context, calls) => {
    const inputs = calls.map(({ input }) => input);
    return dividing(context.tx, inputs)(context, calls);
  },
});

const send = (divisor: number, idempotencyKey?: string) => execute(hub, actor, divide, { divisor }, { idempotencyKey });

describe("a command that reads ahead", () => {
  it("has asked before earlier answers are known, and runs for what is new", async () => {
    expect(await send(4, "k")).toEqual({ output: { quotient: 3 }, replayed: false });
    expect(await send(4, "k")).toEqual({ output: { quotient: 3 }, replayed: true });
    expect(await send(6)).toEqual({ output: { quotient: 2 }, replayed: false });
    expect(asked).toEqual([[4], [4], [6]]);
    expect(ran).toEqual([1, 1]);
  });

  it("fails alone when it cannot be read, in whatever batch, and does not burn its key", async () => {
    const calls = [send(1), send(2), send(0, "zero"), send(3)];
    const settled = await Promise.allSettled(calls);
    expect(settled.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected", "fulfilled"]);
    expect(await send(12, "zero")).toEqual({ output: { quotient: 1 }, replayed: false });
  });
});
