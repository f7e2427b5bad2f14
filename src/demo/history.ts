import { orderUpdated } from "#core/order/events.ts";
import { factsOf } from "#core/order/record.ts";
import { act, hold } from "./acts.ts";
import { beginPayment } from "./money.ts";
import { type DemoOrder, type Opening, place, settle, speakerOf, type Stage } from "./order-book.ts";
import type { Person } from "./people.ts";
import { momentsOf, type Plan, planOf, type Step } from "./plan.ts";
import { setPieces } from "./set-pieces.ts";
import { type DemoCustomer, type DemoLocation, type DemoVariant, meet } from "./shop.ts";

export interface Scene {
  readonly variants: readonly DemoVariant[];
  readonly people: readonly Person[];
  readonly main: DemoLocation;
  readonly shop: DemoLocation;
  readonly now: Date;
  readonly orders: number;
}

interface Beat {
  readonly at: Date;
  readonly tell: () => void;
}

const HOUR = 3_600_000;
const DRAFTS = 3;

/** Plays sixty days: the steps of every order's plan, in order of time, up to now. */
export function playHistory(stage: Stage, scene: Scene): DemoOrder[] {
  const { chance } = stage.journal;
  const told: DemoOrder[] = [];
  const known = new Map<number, DemoCustomer>();
  const certain = setPieces(chance, scene);
  const plans = momentsOf(chance, scene.now, scene.orders - certain.length - DRAFTS).map((at) =>
    planOf(chance, at, { variants: scene.variants, customers: scene.people.length }),
  );
  const all = [...plans, ...certain, ...drafts(plans, scene.now)];
  const numbers = new Map(all.toSorted((a, b) => begun(a) - begun(b)).map((plan, index) => [plan, 1001 + index]));
  const beats = all.flatMap((plan) => {
    let order: DemoOrder | undefined;
    return plan.steps.map((step): Beat => {
      const tell = () => {
        if (order === undefined) {
          order = begin(
            stage,
            openingOf(stage, scene, { plan, known, number: numbers.get(plan) ?? 0, at: step.at }),
            step,
          );
          told.push(order);
        } else act(stage, order, step);
      };
      return { at: step.at, tell };
    });
  });
  const accident = { at: new Date(scene.now.getTime() - 20 * HOUR), tell: () => burstPipe(stage, scene, told) };
  const due = [...beats, accident].filter(({ at }) => at <= scene.now);
  for (const { tell } of due.toSorted((a, b) => a.at.getTime() - b.at.getTime())) tell();
  assignOpen(stage, told, scene.now);
  return told;
}

const begun = (plan: Plan): number => plan.steps[0]?.at.getTime() ?? 0;

/** Three calls of this morning that are not orders yet. */
function drafts(plans: readonly Plan[], now: Date): Plan[] {
  const models = plans.filter((plan) => plan.channel === "phone").slice(-DRAFTS);
  return models.map((model, index) => {
    const at = new Date(now.getTime() - (index * 47 + 11) * 60_000);
    return { ...model, payment: null, discounted: false, steps: [{ kind: "draft", at }] };
  });
}

function openingOf(
  stage: Stage,
  scene: Scene,
  { plan, known, number, at }: { plan: Plan; known: Map<number, DemoCustomer>; number: number; at: Date },
): Opening {
  const location = plan.channel === "pos" ? scene.shop : scene.main;
  const person = plan.customer === null ? undefined : scene.people[plan.customer];
  if (plan.customer === null || person === undefined)
    return { plan, number, customer: undefined, isNew: false, location };
  const met = known.get(plan.customer);
  const customer = met ?? meet(stage.journal, person, at);
  known.set(plan.customer, customer);
  return { plan, number, customer, isNew: met === undefined, location };
}

function begin(stage: Stage, opening: Opening, step: Step): DemoOrder {
  const order = place(stage, opening, step.at);
  if (step.kind === "place") beginPayment(stage, order, { by: speakerOf(stage.cast, opening.plan), at: step.at });
  return order;
}

/** Water damage: the most wanted article of open orders loses most of its stock. */
function burstPipe(stage: Stage, { main, now }: Scene, orders: readonly DemoOrder[]): void {
  const at = new Date(now.getTime() - 20 * HOUR);
  const wanted = new Map<string, number>();
  for (const { record, location } of orders) {
    const open = record.status === "pending" || record.status === "processing";
    if (!open || location !== main || record.fulfillmentStatus !== "unfulfilled") continue;
    for (const { variantId, quantity } of record.lines.filter((line) => !stage.shelves.waits(line.id)))
      wanted.set(variantId ?? "", (wanted.get(variantId ?? "") ?? 0) + quantity);
  }
  const [most] = [...wanted].toSorted(([, a], [, b]) => b - a);
  if (most === undefined) return;
  const [variantId, reserved] = most;
  const units = stage.shelves.availableAt(main.code, variantId) + Math.ceil(reserved / 2);
  const by = stage.cast.manager;
  const { orders: short, tell } = stage.shelves.writeOff(main.code, variantId, { units, at, by });
  stage.journal.tell(by, at, [...stage.shelves.news(), ...tell]);
  for (const order of orders.filter(({ record }) => short.includes(record.id)))
    hold(stage, order, { by, at, reason: "stock", note: "The shelf holds less than was promised." });
}

/** Held and late orders have an assignee. */
function assignOpen(stage: Stage, orders: readonly DemoOrder[], now: Date): void {
  const { chance } = stage.journal;
  for (const order of orders) {
    const { record } = order;
    const late = new Date(record.placedAt).getTime() < now.getTime() - 48 * HOUR;
    const open = record.status === "pending" || record.status === "processing";
    if (!open || !(late || record.onHold) || !chance.happens(0.7)) continue;
    const { actor } = chance.pick([stage.cast.agent, stage.cast.manager]);
    const at = new Date(Math.max(now.getTime() - chance.int(10, 600) * 60_000, new Date(record.updatedAt).getTime()));
    const changes = [{ field: "assigneeId", from: null, to: actor.id }];
    settle(stage, order, {
      by: stage.cast.manager,
      at,
      more: { assigneeId: actor.id },
      tell: (after) => [orderUpdated(after.id, { ...factsOf(after), changes })],
    });
  }
}
