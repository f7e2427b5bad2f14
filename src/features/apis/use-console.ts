"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import type { HttpCall } from "./http-call.ts";

export type ConsoleAnswer = {
  /** Undefined: no response, as without a network. */
  status: number | undefined;
  requestId: string | null;
  durationMs: number;
  text: string;
  /** More may arrive: a stream that is still open. */
  open: boolean;
};

/** A console shows the beginning of what is longer. */
const MOST_CHARACTERS = 200_000;

/** Sends a call from this page: as the API key, or as the signed-in user without one. */
export function useConsole(onEnd: () => void) {
  const [answer, setAnswer] = useState<ConsoleAnswer | null>(null);
  const running = useRef<AbortController | null>(null);
  const stop = useCallback(() => running.current?.abort(), []);
  useEffect(() => stop, [stop]);
  const send = async (call: HttpCall, key: string | null) => {
    stop();
    const controller = new AbortController();
    running.current = controller;
    const show = (next: ConsoleAnswer) => {
      if (running.current === controller) setAnswer(next);
    };
    for await (const next of answered(call, { key, signal: controller.signal })) show(next);
    onEnd();
  };
  return { answer, send, stop };
}

type Sending = { key: string | null; signal: AbortSignal };

async function* answered(call: HttpCall, { key, signal }: Sending): AsyncGenerator<ConsoleAnswer> {
  const startedMs = performance.now();
  let shown: ConsoleAnswer = { status: undefined, requestId: null, durationMs: 0, text: "", open: true };
  const now = (change: Partial<ConsoleAnswer>) => {
    shown = { ...shown, durationMs: Math.round(performance.now() - startedMs), ...change };
    return shown;
  };
  yield shown;
  try {
    const response = await fetch(call.path, {
      method: call.method,
      headers: { ...call.headers, ...(key === null ? {} : { authorization: `Bearer ${key}` }) },
      ...(call.body === undefined ? {} : { body: call.body }),
      ...(key === null ? {} : { credentials: "omit" }),
      signal,
    });
    const { status, headers, body } = response;
    yield now({ status, requestId: headers.get("x-request-id") });
    const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
    for (let part = await reader?.read(); part !== undefined && !part.done; part = await reader?.read())
      yield now({ text: (shown.text + part.value).slice(0, MOST_CHARACTERS) });
  } catch {
    // Stopped here, or the connection broke: what has arrived stays.
  }
  yield now({ open: false });
}

/** JSON indented; anything else as it is. */
export function readable(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
