"use client";
import { useEffect, useEffectEvent } from "react";
import { trpc } from "#features/trpc/client.ts";
import { failureOf, useAdvice } from "#features/trpc/failure.ts";
import { useMe } from "#features/trpc/use-me.ts";
import { answered, type Bench, type Command, ended, isOver, opened, refreshed, rejected } from "./bench.ts";
import { type BenchStore, changeBench } from "./kept.ts";

const AGAIN_MS = 1500;

type Client = ReturnType<typeof trpc.useUtils>["client"];

/** What one turn led to: the next one may follow, after a rest, or once somebody has signed in. */
type Turn = "done" | "again" | "signedOut";

/** One tab sends for all of this browser: two would send the same command, and each other's answers would come twice. */
const SENDER = "crossdock.packing.sender";

/**
 * Sends what waits, one after the other, until each has its answer: under its own id, so that a repetition is harmless.
 * It goes on when the packer looks at another page.
 */
export function useSender(store: BenchStore, bench: Bench | null): void {
  const { client } = trpc.useUtils();
  const advice = useAdvice();
  const { me } = useMe();
  const isWaiting = bench !== null && isBusy(bench);
  const run = useEffectEvent((left: AbortSignal) => sendAll({ client, store, me: me?.id ?? "", advice }, left));
  useEffect(() => {
    if (!isWaiting) return;
    const left = new AbortController();
    void alone(() => run(left.signal));
    return () => left.abort();
  }, [isWaiting]);
}

interface Sender {
  readonly client: Client;
  readonly store: BenchStore;
  readonly me: string;
  readonly advice: (error: unknown) => string;
}

const isBusy = ({ queue, isStale }: Bench): boolean => queue.length > 0 || isStale;

let last: Promise<void> = Promise.resolve();

/** Pages without encryption have no locks: there, each tab sends one after the other. */
function alone(run: () => Promise<void>): Promise<void> {
  const { locks }: { locks?: LockManager } = navigator;
  if (locks !== undefined) return locks.request(SENDER, run);
  last = last.then(run, run);
  return last;
}

async function sendAll(sender: Sender, left: AbortSignal): Promise<void> {
  for (;;) {
    const { bench } = sender.store.fresh();
    if (bench === null || !isBusy(bench)) return;
    const turn = await step(sender, bench);
    if (turn === "signedOut" && left.aborted) return;
    if (turn !== "done") await rest();
    if (turn === "signedOut" && (await isSomebodyElse(sender))) return; // the queue stays for whom it belongs to
  }
}

async function isSomebodyElse({ client, me }: Sender): Promise<boolean> {
  try {
    return (await client.users.me.query({})).id !== me;
  } catch {
    return false; // still signed out: the next retry checks again
  }
}

async function step(sender: Sender, bench: Bench): Promise<Turn> {
  const { client, store, me, advice } = sender;
  const [command] = bench.queue;
  try {
    if (command !== undefined) await send(sender, bench, command);
    else if (bench.sessionId !== null) {
      const session = await client.packing.get.query({ sessionId: bench.sessionId });
      changeBench(store, (now) => refreshed(now, session, me));
    }
    return "done";
  } catch (error) {
    const { kind, code = "" } = failureOf(error);
    if (kind === undefined || kind === "unavailable" || kind === "timeout" || kind === "limited") return "again";
    if (kind === "unauthenticated") return "signedOut"; // signed in again, the same queue goes on
    const message = advice(error);
    changeBench(store, (now) => {
      if (command === undefined || isOver(code, command.kind)) return ended(now, { key: "server", message });
      return rejected(now, command, message);
    });
    return "done";
  }
}

async function send({ client: { packing }, store, me }: Sender, bench: Bench, command: Command): Promise<void> {
  const { clientId } = command;
  if (command.kind === "open") {
    const { location, station } = bench;
    const { order } = command;
    const session = await packing.open.mutate({ location, station, clientId, ...(order !== undefined && { order }) });
    changeBench(store, (now) => opened(now, { command, session, me }));
    return;
  }
  const answer = await decided(packing, bench.sessionId ?? "", command);
  changeBench(store, (now) => answered(now, command, answer));
}

function decided(packing: Client["packing"], sessionId: string, command: Exclude<Command, { kind: "open" }>) {
  const at = { sessionId, clientId: command.clientId, orderId: command.orderId };
  switch (command.kind) {
    case "scan":
      return packing.scan.mutate({ ...at, code: command.code, quantity: command.quantity });
    case "undo":
      return packing.undo.mutate({ ...at, ...(command.scan !== undefined && { scan: command.scan }) });
    case "finish":
      return packing.finish.mutate({ ...at, partial: command.partial });
    case "skip":
      return packing.skip.mutate({ ...at, reason: command.reason });
  }
}

/** A moment, or until the network is back. */
function rest(): Promise<void> {
  return new Promise((resolve) => {
    const over = () => {
      clearTimeout(timer);
      window.removeEventListener("online", over);
      resolve();
    };
    const timer = setTimeout(over, AGAIN_MS);
    window.addEventListener("online", over);
  });
}
