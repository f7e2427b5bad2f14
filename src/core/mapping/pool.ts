import { existsSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { CpuQuota } from "./cpu-quota.ts";
import { mappingBusy, mappingFailed, mappingQuota, mappingStarved, mappingTooLarge } from "./errors.ts";
import { FairQueue } from "./fair-queue.ts";
import { type Answer, LIMITS, type Question, type Reply } from "./protocol.ts";
import { watched } from "./watched.ts";

/** Purpose of an evaluation. Trials are interactive: they have a quota and never occupy all threads. */
export interface Use {
  readonly tenantId: string;
  readonly trial?: boolean;
}

interface Task {
  readonly question: Omit<Question, "id">;
  readonly use: Use;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

interface Seat {
  readonly worker: Worker;
  ready: boolean;
  /** CPU time that the thread last reported. */
  cpuMs: number;
  run: { readonly id: number; readonly task: Task; readonly done: AbortController } | undefined;
}

export interface PoolLimits {
  readonly cpuMs: number;
  readonly wallMs: number;
}

/** A few threads, terminated when an expression takes too long; none of them keeps the process alive. */
export class Pool {
  readonly #entry: string;
  readonly #limits: PoolLimits;
  readonly #seats = new Set<Seat>();
  readonly #work = new FairQueue<Task>(LIMITS.work);
  readonly #trials = new FairQueue<Task>(LIMITS.trials);
  readonly #quota = new CpuQuota(LIMITS.quota);
  #ids = 0;

  constructor(entry = entryFile(), limits: PoolLimits = LIMITS) {
    this.#entry = entry;
    this.#limits = limits;
  }

  ask(question: Task["question"], use: Use): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const refusal = this.#admit({ question, use, resolve, reject });
      if (refusal === undefined) this.#next();
      else reject(refusal);
    });
  }

  #admit(task: Task): Error | undefined {
    const { tenantId, trial = false } = task.use;
    if (!trial) return this.#work.push(tenantId, task) === undefined ? undefined : mappingBusy();
    const waitMs = this.#quota.waitMs(tenantId);
    if (waitMs > 0) return mappingQuota(Math.ceil(waitMs / 1000));
    const full = this.#trials.push(tenantId, task);
    return full === undefined ? undefined : full === "lane" ? mappingQuota(1) : mappingBusy();
  }

  #next(): void {
    for (const seat of this.#seats) if (seat.ready && seat.run === undefined) this.#give(seat);
    const starting = [...this.#seats].filter((seat) => !seat.ready).length;
    const waiting = this.#work.size + this.#trials.size;
    if (waiting > starting && this.#seats.size < LIMITS.workers) this.#start();
  }

  /** At most one thread runs trials; that one takes them first, so that they are not starved either. */
  #take(): Task | undefined {
    const trying = [...this.#seats].some(({ run }) => run?.task.use.trial === true);
    return (trying ? undefined : this.#trials.shift()) ?? this.#work.shift();
  }

  #give(seat: Seat): void {
    const task = this.#take();
    if (task === undefined) return;
    const id = (this.#ids += 1);
    const done = new AbortController();
    seat.run = { id, task, done };
    const sinceMs = seat.cpuMs;
    const usedMs = async () => (await cpuOf(seat.worker)) - sinceMs;
    watched({ usedMs, signal: done.signal, ...this.#limits }, (refusal) => this.#end(seat, refusal));
    seat.worker.postMessage({ ...task.question, id } satisfies Question, []);
  }

  #start(): void {
    const worker = new Worker(this.#entry, {
      resourceLimits: { maxOldGenerationSizeMb: 96, maxYoungGenerationSizeMb: 16, stackSizeMb: 2 },
      env: {},
      argv: [],
      execArgv: [],
      stdin: false,
      name: "mapping",
    });
    const seat: Seat = { worker, ready: false, cpuMs: 0, run: undefined };
    this.#seats.add(seat);
    // Keeps the process alive while a caller waits for the first reply; a running thread does not.
    const starting = setTimeout(() => this.#fail(seat), LIMITS.startMs);
    worker.on("message", ({ cpuMs, to }: Reply) => {
      clearTimeout(starting);
      seat.ready = true;
      this.#charge(seat, cpuMs - seat.cpuMs);
      seat.cpuMs = cpuMs;
      if (to !== undefined) this.#settle(seat, to);
      this.#next();
    });
    worker.on("error", (error) => {
      clearTimeout(starting);
      this.#fail(seat, error);
    });
    worker.once("exit", () => this.#fail(seat));
    worker.unref();
  }

  #settle(seat: Seat, { id, answer }: NonNullable<Reply["to"]>): void {
    if (seat.run?.id !== id) return;
    const { task, done } = seat.run;
    seat.run = undefined;
    done.abort();
    task.resolve(answer);
  }

  #charge({ run }: Seat, cpuMs: number): void {
    if (run?.task.use.trial === true) this.#quota.charge(run.task.use.tenantId, cpuMs);
  }

  /** The thread has died: of its expression, or it never started, and its caller must not wait. */
  #fail(seat: Seat, error?: Error): void {
    if (!this.#seats.has(seat)) return;
    const refusal = seat.ready && error !== undefined ? refusalOf(error) : mappingStarved();
    if (!seat.ready) {
      for (const queue of [this.#work, this.#trials])
        for (let task = queue.shift(); task !== undefined; task = queue.shift()) task.reject(refusal);
    }
    this.#end(seat, refusal);
  }

  #end(seat: Seat, refusal: Error): void {
    if (!this.#seats.delete(seat)) return;
    this.#charge(seat, this.#limits.cpuMs);
    seat.run?.done.abort();
    seat.run?.task.reject(refusal);
    void seat.worker.terminate();
    this.#next();
  }
}

function refusalOf(error: Error): Error {
  const outOfMemory = "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
  return outOfMemory ? mappingTooLarge("What the expression makes") : mappingFailed(error.message);
}

/** Answered by the engine itself, also while the thread is in a loop. */
async function cpuOf(worker: Worker): Promise<number> {
  const { user, system } = await worker.cpuUsage();
  return (user + system) / 1000;
}

/** In a Next bundle this module is not beside its source; the process always starts in the root. */
function entryFile(): string {
  const folders = [import.meta.dirname, join(process.cwd(), "src/core/mapping")];
  const entries = folders.filter((folder) => typeof folder === "string").map((folder) => join(folder, "evaluator.ts"));
  return entries.find((entry) => existsSync(entry)) ?? join(process.cwd(), "src/core/mapping/evaluator.ts");
}
