import { connection, noteAnswer, onConnection } from "#features/shell/connection.ts";

const NEXT_TRY_MS = 2000;

/**
 * Next answers a screen that cannot be fetched by leaving the app, which shows the browser's own error page and loses
 * what was typed. So the request for a screen waits until there is somebody to ask.
 */
export function makeFetchPatient(): void {
  const impatient = window.fetch;
  window.fetch = async (input, init) => {
    if (!asksForScreen(input, init)) return impatient.call(window, input, init);
    for (;;) {
      try {
        const answer = await impatient.call(window, input, init);
        noteAnswer(true);
        return answer;
      } catch (error) {
        if (init?.signal?.aborted === true || !(error instanceof TypeError)) throw error;
        noteAnswer(false);
        await nextChance();
      }
    }
  };
}

/** A screen one goes to; those fetched ahead may fail. */
function asksForScreen(input: RequestInfo | URL, init: RequestInit | undefined): boolean {
  const address = input instanceof Request ? input.url : String(input);
  const headers = new Headers(init?.headers);
  return (
    headers.has("rsc") && !headers.has("next-router-prefetch") && new URL(address, location.href).origin === origin
  );
}

/** Once the network is back, or after a while where it never went. */
function nextChance(): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      clearTimeout(timer);
      stop();
      resolve();
    };
    const stop = onConnection(() => {
      if (connection() !== "offline") go();
    });
    const timer = setTimeout(go, NEXT_TRY_MS);
  });
}
