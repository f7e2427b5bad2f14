import { setTimeout as sleep } from "node:timers/promises";
import type { z } from "zod";
import type { EventDraft } from "../kernel/event.ts";
import type { Command, Outcome, WriteContext } from "../kernel/operation.ts";
import type { Tx } from "../kernel/tx.ts";
import { codeOf, databaseFailure, isWorthAnotherTry } from "./database-failure.ts";
import { Emissions } from "./emissions.ts";
import { claimKeys, writeRecord, type Written } from "./event-log.ts";
import { capabilitiesOf, type Hub } from "./hub.ts";
import type { Answer, Claim, Pending } from "./pending.ts";

type Settle = () => void;

const TRIES = 4;

/** One batch of one operation; all its calls are of one tenant. */
export interface Batch {
  readonly hub: Hub;
  readonly operation: Command;
  readonly calls: readonly Pending[];
  readonly tries?: number;
}

/**
 * Runs a batch in one transaction and returns every call's outcome. An unexpected error rolls the batch back and
 * retries its calls one by one, so that a poisoned call fails alone.
 */
export async function runBatch(batch: Batch): Promise<void> {
  const { hub, calls } = batch;
  const [first] = calls;
  if (first === undefined) return;
  let settlements: Settle[];
  try {
    settlements = await hub.db.transaction(first.actor.tenantId, (tx, commit) => attempt(batch, { tx, commit }));
  } catch (error) {
    return recover(batch, error);
  }
  const { settleMs } = batch.operation;
  if (settleMs !== undefined) await sleep(settleMs);
  for (const settle of settlements) settle();
}

async function recover(batch: Batch, error: unknown): Promise<void> {
  const { calls, tries = 1 } = batch;
  const hopeless = databaseFailure(error) !== undefined;
  if (calls.length > 1 && !hopeless) {
    for (const call of calls) await runBatch({ ...batch, calls: [call] });
  } else if (tries < TRIES && isWorthAnotherTry(error)) {
    await runBatch({ ...batch, tries: tries + 1 });
  } else {
    for (const call of calls) call.reject(error);
  }
}

interface Attempt {
  readonly tx: Tx;
  readonly commit: () => Promise<void>;
}

/** Claims idempotency keys, runs new calls, and pipelines events, responses and the commit in one round trip. */
async function attempt({ hub, operation, calls: pending }: Batch, { tx, commit }: Attempt): Promise<Settle[]> {
  const claiming = claimKeys(tx, operation, pending);
  const inputs = pending.map(({ input }) => input);
  const runMany = operation.ahead?.(tx, inputs) ?? operation.runMany;
  const claims = await claiming;
  const fresh = claims.filter((claim) => claim.state === "fresh");
  const now = hub.clock();
  const emissions = new Emissions<Claim>();
  const sent: PromiseLike<unknown>[] = [];
  const failures: unknown[] = [];
  const context = {
    ...capabilitiesOf(hub),
    tx,
    now,
    race: async (point: string) => hub.race?.(point),
    send: sender(sent, failures),
  };
  const calls = fresh.map((claim) => ({ ...callOf(claim), emit: emissions.emitterOf(claim) }));
  const outcomes = calls.length === 0 ? [] : await runMany(context, calls).catch((error) => rethrow(error, failures));
  const answers = fresh.map((claim, index) => answerOf(operation, claim, outcomes[index]));
  const accepted = new Set(answers.filter(({ output }) => output !== undefined).map(({ claim }) => claim));
  const events = emissions.of(accepted).map(({ by, draft }) => writtenOf(by, draft, now));
  writeRecord(context, operation, { events, answers });
  await Promise.all([...sent, commit()]);
  if (events.length > 0) hub.nudge();
  return claims.map((claim) => settlementOf(claim, answers));
}

/** After a pipelined statement has failed, later ones only report that the transaction is aborted. */
function rethrow(error: unknown, failures: readonly unknown[]): never {
  throw codeOf(error) === "25P02" && failures.length > 0 ? failures[0] : error;
}

function sender(sent: PromiseLike<unknown>[], failures: unknown[]): WriteContext["send"] {
  return (statement) => {
    statement.catch((error) => failures.push(error)); // reported by the Promise.all that sends the commit
    statement.execute();
    sent.push(statement);
  };
}

const callOf = ({ pending: { actor, input } }: Claim) => ({ actor, input });

function answerOf(operation: Command, claim: Claim, outcome: Outcome<z.input<z.ZodType>> | undefined): Answer {
  if (outcome === undefined) throw new Error(`${operation.name} gave fewer outcomes than it was given calls`);
  if ("refused" in outcome) return { claim, output: undefined, refused: outcome.refused };
  return { claim, output: { value: operation.output.parse(outcome.ok) }, refused: undefined };
}

function writtenOf({ pending }: Claim, draft: EventDraft, now: Date): Written {
  const { actor, transport, address, requestId, trace } = pending;
  return { draft, actor, transport, address, requestId, trace, at: now };
}

function settlementOf(claim: Claim, answers: readonly Answer[]): Settle {
  const { pending } = claim;
  if (claim.state === "refused") return () => pending.reject(claim.error);
  if (claim.state === "replayed") return () => pending.resolve({ output: claim.output, replayed: true });
  const led = claim.state === "follower" ? claim.leader : claim;
  const answer = answers.find((candidate) => candidate.claim === led);
  if (answer?.output === undefined) return () => pending.reject(answer?.refused);
  const { value } = answer.output;
  return () => pending.resolve({ output: value, replayed: claim.state === "follower" });
}
