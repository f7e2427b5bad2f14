import { expect, it } from "vitest";
import { type Actor, systemActor } from "#core/kernel/actor.ts";
import { unauthenticated, unavailable } from "#core/kernel/errors.ts";
import { asTenantId, newId } from "#core/kernel/ids.ts";
import { watchStanding } from "./standing.ts";

const actor = systemActor(asTenantId(newId()), "test");
const watch = (who: () => Promise<Actor | undefined>, stream = new AbortController()) => {
  watchStanding(stream, { who, scope: "events:read", held: actor.scopes, lookMs: 5 });
  return stream.signal;
};
const ended = (signal: AbortSignal) =>
  new Promise<unknown>((resolve) => signal.addEventListener("abort", () => resolve(signal.reason)));

it("a stream ends when its session has ended", async () => {
  const signal = watch(() => Promise.reject(unauthenticated()));
  expect(await ended(signal)).toMatchObject({ kind: "unauthenticated" });
});

it("a stream ends when its caller has lost the scope", async () => {
  const signal = watch(() => Promise.resolve({ ...actor, scopes: new Set<never>() }));
  expect(await ended(signal)).toMatchObject({ kind: "forbidden" });
});

it("a stream ends, to be opened again, when its caller may read less or more than at its start", async () => {
  const less = new Set([...actor.scopes].filter((scope) => scope !== "users:read"));
  const signal = watch(() => Promise.resolve({ ...actor, scopes: less }));
  expect(await ended(signal)).toMatchObject({ kind: "unavailable", code: "auth.rights_changed" });
});

it("a stream continues when its caller may change less", async () => {
  let asked = 0;
  const less = new Set([...actor.scopes].filter((scope) => !scope.endsWith(":write")));
  const signal = watch(() => {
    asked += 1;
    return Promise.resolve({ ...actor, scopes: less });
  });
  await expect.poll(() => asked).toBeGreaterThan(2);
  expect(signal.aborted).toBe(false);
});

it("a stream continues while rights cannot be checked, as during a database outage", async () => {
  let asked = 0;
  const signal = watch(() => {
    asked += 1;
    return Promise.reject(unavailable(undefined));
  });
  await expect.poll(() => asked).toBeGreaterThan(3);
  expect(signal.aborted).toBe(false);
});

it("the next check waits for the previous one, as when the database is slow", async () => {
  const held = Promise.withResolvers<Actor>();
  let asked = 0;
  const signal = watch(() => {
    asked += 1;
    return asked === 1 ? held.promise : Promise.reject(unauthenticated());
  });
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(asked).toBe(1);
  held.resolve(actor);
  expect(await ended(signal)).toMatchObject({ kind: "unauthenticated" });
});

it("checks stop when the caller has disconnected", async () => {
  let asked = 0;
  const caller = new AbortController();
  watch(() => {
    asked += 1;
    return Promise.resolve(actor);
  }, caller);
  await expect.poll(() => asked).toBeGreaterThan(0);
  caller.abort();
  const last = asked;
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(asked).toBe(last);
});
