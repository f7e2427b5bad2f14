import { setTimeout as sleep } from "node:timers/promises";
import postgres, { type Sql } from "postgres";
import { Rest } from "#core/kernel/rest.ts";

export interface PulseOptions {
  readonly url: string;
  readonly onChange: (beats: boolean) => void;
  /** The server has ended, or accepts connections and answers on none of them. */
  readonly onGone: () => void;
}

const LOOK_MS = 250;
const IDLE_LOOK_MS = 2000;
/** Time is counted in our own ticks, so that a stalled process or machine is not mistaken for a stalled server. */
const TICK_MS = 50;
const SILENT_TICKS = 9;
const HANGING_TICKS = 17;

/**
 * Probes the server four times a second on a separate connection; less often while there are no calls, and at once when
 * there is one again or the connection was closed.
 */
export class Pulse {
  readonly #options: PulseOptions;
  readonly #stopped = new AbortController();
  readonly #idling = new Rest();
  #client: Sql;
  #beats = true;
  #used = false;
  readonly #running: Promise<void>;

  constructor(options: PulseOptions) {
    this.#options = options;
    this.#client = openClient(options.url, this.noteUse);
    this.#running = this.#run();
  }

  /** False from the moment that PostgreSQL refuses or does not answer until it answers again. */
  get beats(): boolean {
    return this.#beats;
  }

  /** Reports a call. */
  readonly noteUse = (): void => {
    this.#used = true;
    this.#idling.end();
  };

  async stop(): Promise<void> {
    this.#stopped.abort();
    this.#idling.end();
    await this.#running;
    await this.#client.end({ timeout: 0 });
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      this.#used = false;
      await this.#look();
      await sleep(this.#beats ? LOOK_MS : TICK_MS, undefined, { signal }).catch(() => {});
      if (this.#beats && !this.#used && !signal.aborted) await this.#idling.for(IDLE_LOOK_MS - LOOK_MS);
    }
  }

  async #look(): Promise<void> {
    const question = this.#client`select 1`.then(
      () => true,
      () => false,
    );
    for (let tick = 1; tick <= HANGING_TICKS && !this.#stopped.signal.aborted; tick += 1) {
      const answer = await Promise.race([question, sleep(TICK_MS)]);
      if (answer !== undefined) return this.#hear(answer);
      if (tick === SILENT_TICKS) this.#tell(false);
    }
    if (!this.#stopped.signal.aborted) this.#giveUp();
  }

  #tell(now: boolean): void {
    if (now === this.#beats) return;
    this.#beats = now;
    this.#options.onChange(now);
  }

  #hear(answer: boolean): void {
    const ended = this.#beats && !answer;
    this.#tell(answer);
    if (ended) this.#options.onGone();
  }

  #giveUp(): void {
    void this.#client.end({ timeout: 0 });
    this.#client = openClient(this.#options.url, this.noteUse);
    this.#options.onGone();
  }
}

const openClient = (url: string, onclose: () => void): Sql =>
  postgres(url, { max: 1, connect_timeout: 2, backoff: () => 0.05, onnotice: () => {}, onclose });
