/** Batching without a timer: calls that arrive while one batch runs form the next, so there is no delay when idle. */
export interface Lanes {
  submit<T>(lane: string, item: T, work: (items: T[]) => Promise<void>): void;
  /** Resolves when nothing is queued or running: the last step of a graceful shutdown. */
  idle(): Promise<void>;
}

export interface LaneLimits {
  /** Most calls per batch. */
  readonly batchSize: number;
  /** Concurrent batches of one lane: the next is prepared while the last one commits. */
  readonly width: number;
  /** Each batch waits for what arrives in the same turn of the event loop. */
  readonly gathers?: boolean;
  /** Receives the size of each batch. */
  readonly onBatch?: (calls: number) => void;
}

interface Lane {
  queue: unknown[];
  running: number;
  work: (items: unknown[]) => Promise<void>;
}

export function createLanes({ batchSize, width, onBatch, gathers = false }: LaneLimits): Lanes {
  const lanes = new Map<string, Lane>();
  let waiting: (() => void)[] = [];

  async function drain(name: string, lane: Lane) {
    lane.running += 1;
    while (lane.queue.length > 0) {
      if (gathers) await new Promise((resolve) => setImmediate(resolve));
      const items = lane.queue.splice(0, batchSize);
      onBatch?.(items.length);
      await lane.work(items);
    }
    lane.running -= 1;
    if (lane.running === 0) lanes.delete(name);
    if (lanes.size > 0) return;
    for (const resolve of waiting) resolve();
    waiting = [];
  }

  return {
    submit(name, item, work) {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a lane only holds items of one operation
      const lane = lanes.get(name) ?? { queue: [], running: 0, work: work as Lane["work"] };
      lanes.set(name, lane);
      lane.queue.push(item);
      if (lane.running < width) void drain(name, lane);
    },
    idle: () => (lanes.size === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
  };
}
