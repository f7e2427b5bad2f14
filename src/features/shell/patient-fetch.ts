import { connection, noteAnswer, onConnection } from "#features/shell/connection.ts";

const NEXT_TRY_MS = 2000;

/**
 * When a screen cannot be fetched, Next falls back to a full navigation, which shows the browser's error page and loses
 * typed input. So requests for screens wait until the network is back.
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

/** A navigation; prefetches may fail. */
function asksForScreen(input: RequestInfo | URL, init: RequestInit | undefined): boolean {
  const address = input instanceof Request ? input.url : String(input);
  const headers = new Headers(init?.headers);
  return (
    headers.has("rsc") && !headers.has("next-router-prefetch") && new URL(address, location.href).origin === origin
  );
}

/** When the network is back, or after a delay where it was never lost. */
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
