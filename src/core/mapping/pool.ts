import { existsSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { mappingBusy, mappingFailed, mappingTimeout, mappingTooLarge } from "./errors.ts";
import { type Answer, LIMITS, type Question, type Reply } from "./protocol.ts";

interface Task {
  readonly question: Omit<Question, "id">;
  readonly timeoutMs: number;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

interface Seat {
  readonly worker: Worker;
  ready: boolean;
  task: { readonly id: number; readonly task: Task; readonly timer: NodeJS.Timeout } | undefined;
}

/** A worker that did not even start after so long never will. */
const START_MS = 20_000;

/** A few threads that are ended, not asked, when an expression takes too long; none of them keeps the process alive. */
export class Pool {
  readonly #entry: string;
  readonly #seats = new Set<Seat>();
  readonly #waiting: Task[] = [];
  #ids = 0;

  constructor(entry = entryFile()) {
    this.#entry = entry;
  }

  ask(question: Task["question"], timeoutMs: number): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (this.#waiting.length >= LIMITS.queue) return reject(mappingBusy());
      this.#waiting.push({ question, timeoutMs, resolve, reject });
      this.#next();
    });
  }

  #next(): void {
    for (const seat of this.#seats) if (seat.ready && seat.task === undefined) this.#give(seat);
    const starting = [...this.#seats].filter((seat) => !seat.ready).length;
    if (this.#waiting.length > starting && this.#seats.size < LIMITS.workers) this.#start();
  }

  #give(seat: Seat): void {
    const task = this.#waiting.shift();
    if (task === undefined) return;
    const id = (this.#ids += 1);
    const timer = setTimeout(() => this.#end(seat, mappingTimeout(task.timeoutMs)), task.timeoutMs);
    seat.task = { id, task, timer };
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
    const seat: Seat = { worker, ready: false, task: undefined };
    this.#seats.add(seat);
    // Holds the process while somebody waits for the first answer; a running thread does not.
    const starting = setTimeout(() => this.#fail(seat, new Error("It did not start.")), START_MS);
    worker.on("message", (message: "ready" | Reply) => {
      clearTimeout(starting);
      seat.ready = true;
      if (message !== "ready") this.#settle(seat, message);
      this.#next();
    });
    worker.on("error", (error) => {
      clearTimeout(starting);
      this.#fail(seat, error);
    });
    worker.once("exit", () => this.#fail(seat, new Error("It ended by itself.")));
    worker.unref();
  }

  #settle(seat: Seat, { id, answer }: Reply): void {
    if (seat.task?.id !== id) return;
    clearTimeout(seat.task.timer);
    seat.task.task.resolve(answer);
    seat.task = undefined;
  }

  /** The thread has died: out of memory while it ran, or it never started, and then nobody need wait for it. */
  #fail(seat: Seat, error: Error): void {
    if (!this.#seats.has(seat)) return;
    const outOfMemory = "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
    const refusal = outOfMemory ? mappingTooLarge("What the expression makes") : mappingFailed(error.message);
    if (!seat.ready) for (const task of this.#waiting.splice(0)) task.reject(refusal);
    this.#end(seat, refusal);
  }

  #end(seat: Seat, refusal: Error): void {
    if (!this.#seats.delete(seat)) return;
    clearTimeout(seat.task?.timer);
    seat.task?.task.reject(refusal);
    void seat.worker.terminate();
    this.#next();
  }
}

/** In a bundle of Next this module lies elsewhere than its source; the process always starts in the root. */
function entryFile(): string {
  const folders = [import.meta.dirname, join(process.cwd(), "src/core/mapping")];
  const entries = folders.filter((folder) => typeof folder === "string").map((folder) => join(folder, "evaluator.ts"));
  return entries.find((entry) => existsSync(entry)) ?? join(process.cwd(), "src/core/mapping/evaluator.ts");
}
