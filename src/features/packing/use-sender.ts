"use client";
import { useEffect, useEffectEvent } from "react";
import { trpc } from "#features/trpc/client.ts";
import { useAdvice, failureOf } from "#features/trpc/failure.ts";
import { answered, type Bench, type Command, ended, opened, refreshed, rejected } from "./bench.ts";
import { keptBench } from "./kept.ts";

const AGAIN_MS = 1500;

/** Codes after which nothing that waits can be done at this station. */
const ENDED: ReadonlySet<string> = new Set(["packing.taken_over", "packing.station_closed", "resource.not_found"]);

type Client = ReturnType<typeof trpc.useUtils>["client"];

/** Sends what waits, one after the other, until each has its answer: under its own id, so that a repetition is harmless. */
export function useSender(bench: Bench | null): void {
  const { client } = trpc.useUtils();
  const advice = useAdvice();
  const step = useEffectEvent(async (): Promise<boolean> => {
    const { bench: now } = keptBench.get();
    if (now === null) return true;
    const [command] = now.queue;
    try {
      if (command !== undefined) await send(client, now, command);
      else if (now.isStale && now.sessionId !== null) {
        const session = await client.packing.get.query({ sessionId: now.sessionId });
        change((current) => refreshed(current, session));
      }
      return true;
    } catch (error) {
      const { kind, code = "" } = failureOf(error);
      if (kind === undefined || kind === "unavailable" || kind === "timeout" || kind === "limited") return false;
      if (kind === "unauthenticated") return false; // signed in again, the same queue goes on
      const isOver = ENDED.has(code) && command?.kind !== "open";
      change((current) => {
        if (isOver || command === undefined) return ended(current, advice(error));
        return rejected(current, command, advice(error));
      });
      return true;
    }
  });
  const isWaiting = bench !== null && (bench.queue.length > 0 || bench.isStale);
  useEffect(() => {
    if (!isWaiting) return;
    const stopped = new AbortController();
    void (async () => {
      while (!stopped.signal.aborted && isBusy()) if (!(await step())) await rest(stopped.signal);
    })();
    return () => stopped.abort();
  }, [isWaiting]);
}

const isBusy = (): boolean => {
  const { bench } = keptBench.get();
  return bench !== null && (bench.queue.length > 0 || bench.isStale);
};

function change(how: (bench: Bench) => Bench): void {
  const { bench } = keptBench.get();
  if (bench !== null) keptBench.set({ bench: how(bench) });
}

async function send({ packing }: Client, bench: Bench, command: Command): Promise<void> {
  const { clientId } = command;
  if (command.kind === "open") {
    const { location, station } = bench;
    const { order } = command;
    const session = await packing.open.mutate({ location, station, clientId, ...(order !== undefined && { order }) });
    change((current) => opened(current, command, session));
    return;
  }
  const answer = await decided(packing, bench.sessionId ?? "", command);
  change((current) => answered(current, command, answer));
}

function decided(packing: Client["packing"], sessionId: string, command: Exclude<Command, { kind: "open" }>) {
  const at = { sessionId, clientId: command.clientId };
  switch (command.kind) {
    case "scan":
      return packing.scan.mutate({ ...at, code: command.code, quantity: command.quantity });
    case "undo":
      return packing.undo.mutate({ ...at, scan: command.scan });
    case "finish":
      return packing.finish.mutate({ ...at, partial: command.partial });
    case "skip":
      return packing.skip.mutate({ ...at, reason: command.reason });
  }
}

/** A moment, or until the network is back. */
function rest(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const over = () => {
      clearTimeout(timer);
      window.removeEventListener("online", over);
      resolve();
    };
    const timer = setTimeout(over, AGAIN_MS);
    window.addEventListener("online", over);
    signal.addEventListener("abort", over, { once: true });
  });
}
