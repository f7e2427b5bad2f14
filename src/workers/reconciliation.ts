import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { type Actor, type Scope, scopes, systemActor } from "#core/kernel/actor.ts";
import { isHubError } from "#core/kernel/errors.ts";
import { asTenantId } from "#core/kernel/ids.ts";
import { parseJsonBytes } from "#core/kernel/json-bytes.ts";
import { JsonFault } from "#core/kernel/json.ts";
import { repairRequested } from "#core/reconciliation/events.ts";
import {
  beginReconciliation,
  compareLists,
  failReconciliation,
  listDifferences,
  noteFailure,
  repairDifference,
} from "#core/reconciliation/index.ts";
import { TheirList } from "#core/reconciliation/schemas.ts";
import { execute } from "#core/runtime/execute.ts";
import type { Hub } from "#core/runtime/hub.ts";
import { type HttpOut, OutError } from "#integrations/http-out/http-out.ts";
import { type Job, job } from "./job.ts";

export interface ReconciliationDeps {
  readonly http: Pick<HttpOut, "fetchOut">;
  /** Delays between attempts to fetch a list. */
  readonly pausesMs?: readonly number[];
}

const PAUSES_MS = [1000, 5000];
const FETCH_TIMEOUT_MS = 60_000;
const MOST_BYTES = 32 * 1_048_576;
const AT_ONCE = 8;
const worker = { transport: "worker" } as const;

/** Comparisons with partners: fetches their list, compares it, and runs bulk repairs. */
export function createReconciliationJobs({ http, pausesMs = PAUSES_MS }: ReconciliationDeps): readonly Job[] {
  const compare = job({
    name: "reconciliation.run",
    description: "Fetches a partner's list unless it is posted, and compares it with our records.",
    on: ["reconciliation.started"],
    data: z.looseObject({ tenantId: z.uuid(), reconciliationId: z.uuid() }),
    retry: { limit: 5, delayS: 10, longestDelayS: 600 },
    leaseS: 600,
    run: async ({ hub, signal }, { tenantId, reconciliationId: id }) => {
      const actor = systemActor(asTenantId(tenantId), "reconciliation");
      try {
        const { output } = await execute(hub, actor, beginReconciliation, { id }, worker);
        const list =
          output.url === null ? undefined : await fetchList(http, { ...output, url: output.url }, { pausesMs, signal });
        await execute(hub, actor, compareLists, { id, list }, worker);
      } catch (error) {
        const reason = reasonOf(error);
        if (reason === undefined) return ignoreEnded(error);
        await execute(hub, actor, failReconciliation, { id, error: reason }, worker).catch(ignoreEnded);
      }
    },
  });
  const repair = job({
    name: "reconciliation.repairAll",
    description: "Repairs all differences of a kind on behalf of the requesting user.",
    on: ["reconciliation.repair_requested"],
    data: repairRequested.data.extend({ tenantId: z.uuid() }).loose(),
    retry: { limit: 10, delayS: 5, longestDelayS: 600 },
    leaseS: 3600,
    heartbeatS: 30,
    run: async ({ hub, signal }, { tenantId, actor: asked, reconciliationId: id, kind, direction }) => {
      const granted = new Set<Scope>(scopes.filter((scope) => asked.scopes.includes(scope)));
      const actor: Actor = { ...asked, tenantId: asTenantId(tenantId), scopes: granted };
      const again = (differenceId: string) =>
        execute(hub, actor, repairDifference, { id: differenceId, ...(direction !== null && { direction }) }, worker);
      await repairOpen({ hub, actor, signal }, { id, kind }, again);
    },
  });
  return [compare, repair];
}

class FetchFailed extends Error {
  override readonly name = "FetchFailed";
}

const FINAL: readonly string[] = ["invalid", "not_found", "internal"];

/** The message for errors that a retry cannot fix. Database outages are handled elsewhere. */
function reasonOf(error: unknown): string | undefined {
  if (error instanceof FetchFailed) return error.message;
  return isHubError(error) && FINAL.includes(error.kind) ? error.message : undefined;
}

function ignoreEnded(error: unknown): void {
  if (!isHubError(error) || (error.code !== "reconciliation.ended" && error.kind !== "not_found")) throw error;
}

interface Source {
  readonly url: string;
  readonly authorization: string | null;
}

async function fetchList(
  http: ReconciliationDeps["http"],
  source: Source,
  { pausesMs, signal }: { pausesMs: readonly number[]; signal: AbortSignal },
): Promise<TheirList> {
  for (const pauseMs of [...pausesMs, undefined]) {
    const answer = await answered(http, source, signal);
    if (typeof answer !== "string") return answer;
    if (pauseMs === undefined) throw new FetchFailed(answer);
    await wait(pauseMs, undefined, { signal });
  }
  throw new FetchFailed("The list could not be fetched.");
}

/** The list; or the reason why a retry may help. */
async function answered(
  http: ReconciliationDeps["http"],
  { url, authorization }: Source,
  signal: AbortSignal,
): Promise<TheirList | string> {
  const headers = { accept: "application/json", ...(authorization !== null && { authorization }) };
  const limits = { timeoutMs: FETCH_TIMEOUT_MS, maxBytes: MOST_BYTES, signal };
  try {
    const { status, body, cut } = await http.fetchOut({ url, headers, ...limits });
    if (status === 429 || status >= 500) return `Their address responded with ${status}.`;
    if (status !== 200) throw new FetchFailed(`Their address responded with ${status}.`);
    if (cut) return "Their list arrived incomplete; it may be too large.";
    return listOf(body);
  } catch (error) {
    if (!(error instanceof OutError)) throw error;
    if (error.reason === "blocked_address" || error.reason === "wrong_url") throw new FetchFailed(error.message);
    return error.message;
  }
}

function listOf(body: Buffer): TheirList {
  const parsed = TheirList.safeParse(jsonOf(body));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new FetchFailed(`Their list has an unknown format: /${issue?.path.join("/") ?? ""} ${issue?.message ?? ""}`);
}

function jsonOf(body: Buffer): unknown {
  try {
    return parseJsonBytes(body);
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    throw new FetchFailed(`Their list cannot be read: ${error.pointer} ${error.message}`);
  }
}

interface Wanted {
  readonly id: string;
  readonly kind: string;
}

interface Repairing {
  readonly hub: Hub;
  readonly actor: Actor;
  readonly signal: AbortSignal;
}

type Repair = (differenceId: string) => Promise<unknown>;

/** Repairs all open differences of a kind; a refused one is marked as failed, with the reason. */
export async function repairOpen({ signal, ...by }: Repairing, wanted: Wanted, repair: Repair): Promise<void> {
  while (!signal.aborted && (await repairSome(by, wanted, repair)) > 0);
  signal.throwIfAborted();
}

/** Repairs a page of open differences, a few at a time. Returns how many there were. */
async function repairSome({ hub, actor }: Omit<Repairing, "signal">, wanted: Wanted, repair: Repair): Promise<number> {
  const system = systemActor(actor.tenantId, "reconciliation");
  const page = { ...wanted, state: "open", limit: 100 };
  const { data } = (await execute(hub, system, listDifferences, page, worker)).output;
  const waiting = data.map(({ id }) => id);
  const lane = async () => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      const note = await refusalOf(repair(id));
      if (note !== undefined) await execute(hub, system, noteFailure, { id, note, by: actor.name }, worker);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return data.length;
}

const PASSING = new Set(["internal", "unavailable", "timeout"]);

/** The reason why a repair was refused; internal errors are rethrown, so that the job retries. */
async function refusalOf(repair: Promise<unknown>): Promise<string | undefined> {
  try {
    await repair;
    return undefined;
  } catch (error) {
    if (!isHubError(error) || PASSING.has(error.kind)) throw error;
    return error.message;
  }
}
