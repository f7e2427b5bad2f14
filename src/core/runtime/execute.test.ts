import { beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { createTestHub, createTestTenant, testHub } from "#testing/fixtures/hub.ts";
import { userActor, type Actor } from "../kernel/actor.ts";
import { failure } from "../kernel/errors.ts";
import { eventType } from "../kernel/event.ts";
import { newId } from "../kernel/ids.ts";
import { type Call, command, query, type WriteContext } from "../kernel/operation.ts";
import { execute } from "./execute.ts";

const hub = testHub();
let actor: Actor;

beforeEach(async () => {
  hub.race = undefined;
  actor = await createTestTenant(hub);
});

const noted = eventType({
  type: "test.noted",
  description: "For tests.",
  subjectType: "product",
  data: z.object({ text: z.string() }),
});
const refusal = failure("conflict", "test.refused", () => "Refused.");
const Input = z.strictObject({ subject: z.uuid(), text: z.string() });

let batches: number[] = [];

/** Writes one event per call; rejects `refuse`, fails its whole batch on `poison`. */
const note = command({
  name: "test.note",
  summary: "For tests.",
  scope: "orders:write",
  audience: "operator",
  input: Input,
  output: z.object({ text: z.string(), batch: z.int() }),
  failures: [refusal],
  runMany: async (context: WriteContext, calls: readonly Call<z.output<typeof Input>>[]) => {
    batches.push(calls.length);
    await context.race("test.note:read");
    if (calls.some((call) => call.input.text === "poison")) throw new Error("poisoned");
    return calls.map((call) => {
      if (call.input.text === "refuse") return { refused: refusal() };
      call.emit(noted(call.input.subject, { text: call.input.text }));
      return { ok: { text: call.input.text, batch: calls.length, secret: "never shown" } };
    });
  },
});

const send = (text: string, options: { key?: string; signal?: AbortSignal; subject?: string } = {}) =>
  execute(
    hub,
    actor,
    note,
    { subject: options.subject ?? newId(), text },
    { idempotencyKey: options.key, signal: options.signal },
  );

const count = async (table: string) => {
  const [row] = await hub.db.sql<{ count: number }[]>`
    select count(*)::int as count from ${hub.db.sql(table)} where tenant_id = ${actor.tenantId}`;
  return row?.count;
};

describe("execute", () => {
  it("runs the calls that arrive during a batch as the next batch", async () => {
    batches = [];
    await Promise.all(Array.from({ length: 30 }, (_, i) => send(`n${i}`)));
    expect(batches).toEqual([1, 29]);
  });

  it("isolates a poisoned call from the others of its batch", async () => {
    const settled = await Promise.allSettled(["first", "a", "poison", "b", "refuse"].map((text) => send(text)));
    expect(settled.map((each) => each.status)).toEqual(["fulfilled", "fulfilled", "rejected", "fulfilled", "rejected"]);
    expect(settled[2]).toMatchObject({ reason: { kind: "internal", code: "internal" } });
    expect(settled[4]).toMatchObject({ reason: { kind: "conflict", code: "test.refused" } });
    expect(await count("events")).toBe(3);
  });

  it("replays the first response of an idempotency key, and rejects another payload", async () => {
    const subject = newId();
    const first = await send("hello", { key: "k", subject });
    const again = await send("hello", { key: "k", subject });
    expect(again).toEqual({ output: first.output, replayed: true });
    await expect(send("other", { key: "k", subject })).rejects.toMatchObject({ kind: "key_reused" });
    expect(await count("events")).toBe(1);
  });

  it("scopes idempotency keys to their principal", async () => {
    const other = userActor({ id: newId(), name: "Other", role: "agent", tenantId: actor.tenantId });
    await send("mine", { key: "k" });
    const theirs = await execute(hub, other, note, { subject: newId(), text: "theirs" }, { idempotencyKey: "k" });
    expect(theirs).toMatchObject({ replayed: false, output: { text: "theirs" } });
  });

  it("allows a retry with the idempotency key of a rejected or failed call", async () => {
    for (const text of ["refuse", "poison"]) await expect(send(text, { key: "k" })).rejects.toBeDefined();
    await expect(send("works", { key: "k" })).resolves.toMatchObject({ replayed: false });
  });

  it("returns 409 while another process runs the same idempotency key, and replays afterwards", async () => {
    const rival = createTestHub(hub.url);
    const subject = newId();
    const seen: unknown[] = [];
    hub.race = async () => {
      hub.race = undefined;
      await execute(rival, actor, note, { subject, text: "x" }, { idempotencyKey: "k" }).catch((error: unknown) =>
        seen.push(error),
      );
    };
    await send("x", { key: "k", subject });
    expect(seen).toMatchObject([{ code: "idempotency.in_progress", retryAfterS: 1 }]);
    expect(await execute(rival, actor, note, { subject, text: "x" }, { idempotencyKey: "k" })).toMatchObject({
      replayed: true,
    });
    await rival.close();
  });

  it("writes nothing at all when one statement of the batch fails", async () => {
    const broken = command({
      ...note,
      runMany: async ({ tx, send: sendLater }, calls) => {
        sendLater(tx.sql`insert into outbox (n) values (-1), (-1)`);
        return calls.map((call) => {
          call.emit(noted(call.input.subject, { text: "lost" }));
          return { ok: { text: "lost", batch: 1 } };
        });
      },
    });
    await expect(
      execute(hub, actor, broken, { subject: newId(), text: "x" }, { idempotencyKey: "k" }),
    ).rejects.toMatchObject({ kind: "internal" });
    expect(await count("events")).toBe(0);
    expect(await count("idempotency")).toBe(0);
  });

  it("ends the caller's waiting at the deadline, but not the work", async () => {
    const [reached, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    hub.race = () => {
      reached.resolve();
      return released.promise;
    };
    const deadline = new AbortController();
    const waiting = send("slow", { signal: deadline.signal, key: "k" });
    await reached.promise;
    deadline.abort();
    await expect(waiting).rejects.toMatchObject({ kind: "timeout" });
    released.resolve();
    await hub.lanes.idle();
    expect(await count("events")).toBe(1);
  });

  it("rejects a call whose deadline has passed without starting it", async () => {
    batches = [];
    await expect(send("refuse", { signal: AbortSignal.abort() })).rejects.toMatchObject({ kind: "timeout" });
    await hub.lanes.idle();
    expect(batches).toEqual([]);
  });

  it("parses the output, so that an undeclared column cannot leak", async () => {
    expect((await send("x")).output).toEqual({ text: "x", batch: 1 });
  });

  it("checks the scope before it parses the input", async () => {
    const viewer = userActor({ id: newId(), name: "V", role: "viewer", tenantId: actor.tenantId });
    await expect(execute(hub, viewer, note, { nonsense: true })).rejects.toMatchObject({
      kind: "forbidden",
      details: { scope: "orders:write" },
    });
  });

  it("reports every fault of the input with its pointer", async () => {
    await expect(execute(hub, actor, note, { subject: "x", "a/b": 1 })).rejects.toMatchObject({
      kind: "invalid",
      errors: expect.arrayContaining([
        expect.objectContaining({ pointer: "/subject" }),
        expect.objectContaining({ pointer: "/text" }),
        expect.objectContaining({ pointer: "/a~1b" }),
      ]),
    });
  });

  it("turns an undeclared error into an internal one, in every test", async () => {
    const silent = command({ ...note, failures: [] });
    await expect(execute(hub, actor, silent, { subject: newId(), text: "refuse" })).rejects.toMatchObject({
      kind: "internal",
      cause: { message: "test.note failed with test.refused, which it does not declare" },
    });
  });

  it("returns an undeclared error unchanged in processes without the check", async () => {
    const silent = command({ ...note, failures: [] });
    const plain = { ...hub, undeclared: () => undefined };
    await expect(execute(plain, actor, silent, { subject: newId(), text: "refuse" })).rejects.toMatchObject({
      code: "test.refused",
    });
  });

  it("reports a ZodError from inside an operation as internal", async () => {
    const wrong = query({
      name: "test.wrong",
      summary: "For tests.",
      scope: "orders:read",
      audience: "operator",
      input: z.strictObject({}),
      output: z.object({ n: z.int() }),
      failures: [],
      run: async () => ({ n: 1.5 }),
    });
    await expect(execute(hub, actor, wrong, {})).rejects.toMatchObject({
      kind: "internal",
      message: expect.not.stringContaining("expected"),
    });
  });
});
