import { setTimeout as sleep } from "node:timers/promises";
import postgres, { type Sql } from "postgres";

export interface Pulse {
  /** False from the moment that PostgreSQL refuses or does not answer until it answers again. */
  readonly beats: boolean;
  stop(): Promise<void>;
}

export interface PulseOptions {
  readonly url: string;
  readonly onChange: (beats: boolean) => void;
  /** The server has ended, or holds connections open and answers on none of them. */
  readonly onGone: () => void;
}

const LOOK_MS = 250;
/** Time is counted in ticks of our own, so that a stalled process or machine is not taken for a stalled server. */
const TICK_MS = 50;
const SILENT_TICKS = 9;
const HANGING_TICKS = 17;

/** Asks the server four times a second whether it is there, on a connection of its own. */
export function startPulse(options: PulseOptions): Pulse {
  const stopped = new AbortController();
  let client = openClient(options.url);
  let beats = true;

  function tell(now: boolean): void {
    if (now === beats) return;
    beats = now;
    options.onChange(now);
  }

  async function look(): Promise<void> {
    const question = client`select 1`.then(
      () => true,
      () => false,
    );
    for (let tick = 1; tick <= HANGING_TICKS && !stopped.signal.aborted; tick += 1) {
      const answer = await Promise.race([question, sleep(TICK_MS)]);
      if (answer !== undefined) return hear(answer);
      if (tick === SILENT_TICKS) tell(false);
    }
    if (!stopped.signal.aborted) giveUp();
  }

  function hear(answer: boolean): void {
    const ended = beats && !answer;
    tell(answer);
    if (ended) options.onGone();
  }

  function giveUp(): void {
    void client.end({ timeout: 0 });
    client = openClient(options.url);
    options.onGone();
  }

  async function run(): Promise<void> {
    while (!stopped.signal.aborted) {
      await look();
      await sleep(beats ? LOOK_MS : TICK_MS, undefined, { signal: stopped.signal }).catch(() => {});
    }
  }

  const running = run();
  return {
    get beats() {
      return beats;
    },
    async stop() {
      stopped.abort();
      await running;
      await client.end({ timeout: 0 });
    },
  };
}

const openClient = (url: string): Sql =>
  postgres(url, { max: 1, connect_timeout: 2, backoff: () => 0.05, onnotice: () => {} });
