import type { Hub } from "#core/hub.ts";
import { type Actor, systemActor } from "#core/kernel/actor.ts";
import { asTenantId } from "#core/kernel/ids.ts";
import { brokenInvariants } from "./invariants.ts";

export interface Effects {
  readonly orders: number;
  /** Orders whose payment the provider was asked for and answered. */
  readonly paid: number;
  /** Payments that were asked for more than once or not at all. */
  readonly wrongPayments: number;
  readonly mails: number;
  /** Orders with no mail, or more than one. */
  readonly wrongMails: number;
  /** Pairs of an event and an endpoint that wants it with no delivery, or more than one. */
  readonly wrongDeliveries: number;
  /** Deliveries that have not succeeded. */
  readonly undelivered: number;
}

/** What followed from the orders whose outside id begins so: each was paid, has a mail, and was told to all endpoints. */
export async function effectsOf({ db: { sql } }: Hub, prefix: string): Promise<Effects> {
  const [row] = await sql.begin(async (tx) => {
    await tx`set local enable_nestloop = off`; // tables that have just been filled have no statistics
    return tx<Effects[]>`
      with placed as (
        select tenant_id, id, payment_status from orders where external_id like ${`${prefix}-%`}
      ), captures as (
        select p.id, count(x.order_id) as count from placed p left join payment_events x
          on x.tenant_id = p.tenant_id and x.order_id = p.id and x.type = 'capture' and x.outcome = 'succeeded'
        group by p.id
      ), happened as (
        select e.* from placed p join events e on e.tenant_id = p.tenant_id and e.subject_id = p.id
      ), written as (
        select e.subject_id, count(m.id) as count from happened e left join mails m
          on m.tenant_id = e.tenant_id and m.event_id = e.id and m.template = 'order_placed'
        group by e.subject_id
      ), told as (
        select e.id, count(d.id) as count, count(d.id) filter (where d.state <> 'succeeded') as waiting
        from happened e join webhook_endpoints w on w.tenant_id = e.tenant_id and w.deleted_at is null
          and array['*', e.type, split_part(e.type, '.', 1) || '.*'] && w.event_types
        left join webhook_deliveries d on d.tenant_id = e.tenant_id and d.endpoint_id = w.id and d.event_id = e.id
        group by e.id, w.id
      )
      select (select count(*)::int from placed) as orders,
        (select count(*)::int from placed where payment_status = 'paid') as paid,
        (select count(*)::int from captures where count <> 1) as "wrongPayments",
        (select coalesce(sum(count), 0)::int from written) as mails,
        (select count(*)::int from written where count <> 1) as "wrongMails",
        (select count(*)::int from told where count <> 1) as "wrongDeliveries",
        (select coalesce(sum(waiting), 0)::int from told) as undelivered`;
  });
  if (row === undefined) throw new Error("A select of counts has a row");
  return row;
}

export const allEffects = (orders: number): Effects => ({
  orders,
  paid: orders,
  wrongPayments: 0,
  mails: orders,
  wrongMails: 0,
  wrongDeliveries: 0,
  undelivered: 0,
});

/** What the books of the only tenant do not agree on. */
export async function brokenBooks(hub: Hub): Promise<string[]> {
  const tenants = await hub.db.sql<{ id: string }[]>`select id from tenants`;
  const actors: Actor[] = tenants.map(({ id }) => systemActor(asTenantId(id), "test"));
  return (await Promise.all(actors.map((actor) => brokenInvariants(hub, actor)))).flat();
}
