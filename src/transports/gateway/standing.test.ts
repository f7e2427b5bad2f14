import { expect, it } from "vitest";
import { type Actor, systemActor } from "#core/kernel/actor.ts";
import { unauthenticated, unavailable } from "#core/kernel/errors.ts";
import { asTenantId, newId } from "#core/kernel/ids.ts";
import { watchStanding } from "./standing.ts";

const actor = systemActor(asTenantId(newId()), "test");
const watch = (who: () => Promise<Actor | undefined>, stream = new AbortController()) => {
  watchStanding(stream, { who, scope: "events:read", lookMs: 5 });
  return stream.signal;
};
const ended = (signal: AbortSignal) =>
  new Promise<unknown>((resolve) => signal.addEventListener("abort", () => resolve(signal.reason)));

it("ends a stream whose session has ended", async () => {
  const signal = watch(() => Promise.reject(unauthenticated()));
  expect(await ended(signal)).toMatchObject({ kind: "unauthenticated" });
});

it("ends a stream whose caller has lost the right", async () => {
  const signal = watch(() => Promise.resolve({ ...actor, scopes: new Set<never>() }));
  expect(await ended(signal)).toMatchObject({ kind: "forbidden" });
});

it("lets a stream go on while nobody can say, as when the database is away", async () => {
  let asked = 0;
  const signal = watch(() => {
    asked += 1;
    return Promise.reject(unavailable(undefined));
  });
  await expect.poll(() => asked).toBeGreaterThan(3);
  expect(signal.aborted).toBe(false);
});

it("asks again only when it was answered, as when the database is slow", async () => {
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

it("stops asking when the caller has gone", async () => {
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
