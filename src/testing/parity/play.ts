import { randomBytes } from "node:crypto";
import { expect } from "vitest";
import { comparableAnswer, type State, stateOf } from "./rows.ts";
import { at, filled, type Json, kinds, type Scenario, type Step, textOf } from "./scenario.ts";
import type { Outcome, Refusal, Transport } from "./transport.ts";
import type { Shop, World } from "./world.ts";

export interface Ways {
  /** Whose calls are compared; what it does not have goes over `reference`. */
  readonly own: Transport;
  readonly other?: Transport | undefined;
  readonly reference: Transport;
}

export interface Played {
  readonly answers: readonly Json[];
  readonly state: State;
  readonly traceId: string;
  /** The transports that were called, step by step. */
  readonly ways: readonly Transport[];
}

/** Runs the steps of a scenario in a tenant of its own, and holds each answer to what the scenario says. */
export async function play(world: World, scenario: Scenario, ways: Ways): Promise<Played> {
  const shop = await world.open(scenario);
  const saved = new Map<string, Json>([["run", shop.run]]);
  const traceId = randomBytes(16).toString("hex");
  const answers: Json[] = [];
  const used: Transport[] = [];
  for (const [index, step] of scenario.steps.entries()) {
    const way = wayOf(ways, step);
    const outcome = await send(way, { shop, step, saved, traceId });
    const where = `step ${index + 1}, ${step.call} over ${way.name}`;
    answers.push(judged(step, outcome, { saved, where }));
    used.push(way);
  }
  await expectAfter(world, { scenario, shop, saved });
  const state = await stateOf(world.hub, shop.actor.tenantId);
  return { answers: comparableAnswer(answers), state, traceId, ways: used };
}

function wayOf({ own, other, reference }: Ways, { call, over }: Step): Transport {
  const wanted = over === "other" ? (other ?? reference) : own;
  return wanted.operations.has(call) ? wanted : reference;
}

interface Sending {
  readonly shop: Shop;
  readonly step: Step;
  readonly saved: ReadonlyMap<string, Json>;
  readonly traceId: string;
}

function send(way: Transport, { shop, step, saved, traceId }: Sending): Promise<Outcome> {
  const input = Object.fromEntries(Object.entries(step.input).map(([name, value]) => [name, filled(value, saved)]));
  return way.call({
    shop,
    operation: step.call,
    input,
    token: shop.tokens.get(step.credential),
    key: step.key === undefined ? undefined : textOf(filled(step.key, saved)),
    traceparent: `00-${traceId}-00f067aa0ba902b7-01`,
  });
}

interface Place {
  readonly saved: Map<string, Json>;
  readonly where: string;
}

/** What two transports must have in common of an outcome. */
function judged(step: Step, outcome: Outcome, { saved, where }: Place): Json {
  if (step.refused !== undefined) {
    if (!("refused" in outcome)) throw new Error(`${where} was not refused with ${step.refused.code}`);
    expect({ where, ...toldOf(outcome.refused) }).toEqual({ where, ...wantedOf(outcome.refused, step.refused) });
    return step.refused.code;
  }
  if ("refused" in outcome) throw new Error(`${where} was refused: ${JSON.stringify(outcome.refused)}`);
  const { answer, created } = outcome;
  if (step.answer !== undefined) expect({ where, answer }).toMatchObject({ where, answer: filled(step.answer, saved) });
  if (step.same !== undefined) expectEqual(answer, saved.get(step.same), where);
  if (step.created !== undefined && created !== undefined)
    expect({ where, created }).toEqual({ where, created: step.created });
  if (step.as !== undefined) saved.set(step.as, answer);
  return answer;
}

function expectEqual(given: Json, wanted: Json | undefined, where: string): void {
  expect({ where, answer: comparableAnswer(given) }).toEqual({ where, answer: comparableAnswer(wanted) });
  expect({ where, id: at(given, "id") }).toEqual({ where, id: at(wanted, "id") });
}

const toldOf = ({ status, code, pointers }: Refusal) => ({ ...status, code, pointers });

/** The expected answer, limited to the fields that the transport returns. */
function wantedOf(told: Refusal, { kind, code, pointers }: NonNullable<Step["refused"]>) {
  const { status } = told;
  const words = kinds[kind];
  return {
    ...(status !== undefined && "http" in status && { http: words?.http.find((word) => word === status.http) ?? kind }),
    ...(status !== undefined && "grpc" in status && { grpc: words?.grpc.find((word) => word === status.grpc) ?? kind }),
    ...(status !== undefined && "kind" in status && { kind }),
    code: told.code === undefined ? undefined : code,
    pointers: told.pointers === undefined || pointers === undefined ? told.pointers : pointers,
  };
}

interface Ended {
  readonly scenario: Scenario;
  readonly shop: Shop;
  readonly saved: ReadonlyMap<string, Json>;
}

async function expectAfter({ hub }: World, { scenario, shop, saved }: Ended): Promise<void> {
  const { sql } = hub.db;
  const { tenantId } = shop.actor;
  for (const level of scenario.after.levels) {
    const sku = textOf(filled(level.sku, saved));
    const [row] = await sql`
      select v.sku, l.on_hand as "onHand", l.reserved, l.on_hand - l.reserved - l.safety_stock as available
      from stock_levels l join variants v on v.tenant_id = l.tenant_id and v.id = l.variant_id
      where l.tenant_id = ${tenantId} and v.sku = ${sku}`;
    expect(row).toMatchObject({ ...level, sku });
  }
  if (scenario.after.events === undefined) return;
  const rows = await sql<{ type: string }[]>`
    select type from events where tenant_id = ${tenantId} and subject_type = 'order' order by n`;
  expect(rows.map(({ type }) => type)).toEqual(scenario.after.events);
}
