import { setTimeout as sleep } from "node:timers/promises";
import type { Sql } from "postgres";
import { type CallRecord, keepCalls } from "#core/calls/store.ts";
import type { Types } from "#core/kernel/tx.ts";
import type { Observation } from "#core/runtime/hub.ts";

/** What programs of others call. Over tRPC only those with an API key or as an OAuth client: the web UI's own calls are left out. */
const FOREIGN: ReadonlySet<string> = new Set([
  "rest",
  "trpc",
  "graphql",
  "sse",
  "grpc",
  "soap",
  "webhook",
  "kafka",
  "redis",
  "upload",
]);
const EVERY_MS = 1000;
/** Per tenant, transport and result between two writes: a busy client costs no more than this. */
const MOST = 50;
const MOST_RINGS = 1000;

/** Keeps the newest calls in memory and writes them once a second, so that no call waits for it. */
export class RecentCalls {
  private readonly rings = new Map<string, CallRecord[]>();
  private readonly stopping = new AbortController();
  private writing: Promise<void> | undefined;
  private readonly sql: () => Sql<Types>;
  private readonly onError: (error: unknown) => void;

  constructor(sql: () => Sql<Types>, onError: (error: unknown) => void) {
    this.sql = sql;
    this.onError = onError;
  }

  note({ tenantId, actor, transport, outcome, error, ...call }: Observation): void {
    if (tenantId === undefined || !FOREIGN.has(transport)) return;
    if (transport === "trpc" && !/^(api_key|client):/.test(actor)) return;
    const failed = error !== undefined && outcome !== "cancelled";
    const ring = this.ring(`${tenantId} ${transport} ${failed}`);
    if (ring === undefined) return;
    if (ring.length >= MOST) ring.shift();
    const { requestId, operation, durationMs } = call;
    const [code, message] = [error?.code ?? null, error?.message ?? null];
    const at = new Date();
    ring.push({
      tenantId,
      transport,
      failed,
      at,
      requestId,
      operation,
      principal: actor,
      outcome,
      code,
      message,
      durationMs,
    });
    this.writing ??= this.write();
  }

  /** Writes what is left. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.writing;
  }

  private ring(name: string): CallRecord[] | undefined {
    const known = this.rings.get(name);
    if (known !== undefined || this.rings.size >= MOST_RINGS) return known;
    const ring: CallRecord[] = [];
    this.rings.set(name, ring);
    return ring;
  }

  private async write(): Promise<void> {
    while (this.rings.size > 0) {
      await sleep(EVERY_MS, undefined, { ref: false, signal: this.stopping.signal }).catch(() => undefined);
      const calls = [...this.rings.values()].flat();
      this.rings.clear();
      try {
        await keepCalls(this.sql(), calls);
      } catch (error) {
        this.onError(error);
      }
    }
    this.writing = undefined;
  }
}
