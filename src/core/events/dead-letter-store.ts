import type { Sql } from "postgres";
import type { Types } from "../kernel/tx.ts";
import type { ConsumerEvent } from "./consumer.ts";

export interface DeadLetter {
  readonly consumer: string;
  readonly event: ConsumerEvent;
  readonly error: string;
  readonly attempts: number;
}

export async function keepLetter(sql: Sql<Types>, { consumer, event, error, attempts }: DeadLetter): Promise<void> {
  await sql`
    insert into consumer_dead_letters (consumer, tenant_id, position, n, error, attempts)
    values (${consumer}, ${event.tenantId}, ${event.position}, ${event.n}, ${error}, ${attempts})
    on conflict do nothing`;
}

/** The events of a consumer's dead letters to redrive, oldest first. */
export const lettersToRedrive = (sql: Sql<Types>, consumer: string, limit: number): Promise<ConsumerEvent[]> =>
  sql<ConsumerEvent[]>`
    select d.position, o.channel_id as "channelId", e.n, e.tenant_id as "tenantId", e.id, e.type,
      e.subject_type as "subjectType", e.subject_id as "subjectId", e.sequence, e.data, e.transport,
      e.request_id as "requestId", e.trace, e.at,
      json_build_object('type', e.actor_type, 'id', e.actor_id, 'name', e.actor_name) as actor
    from consumer_dead_letters d join events e on e.n = d.n and e.tenant_id = d.tenant_id
    left join orders o on e.subject_type = 'order' and o.tenant_id = e.tenant_id and o.id = e.subject_id
    where d.consumer = ${consumer} and d.redrive_at is not null
    order by d.position limit ${limit}`;

/** Deletes a dead letter; false when another process has done so. */
export async function takeLetter(sql: Sql<Types>, consumer: string, event: ConsumerEvent): Promise<boolean> {
  const { count } = await sql`
    delete from consumer_dead_letters
    where consumer = ${consumer} and tenant_id = ${event.tenantId} and n = ${event.n} and redrive_at is not null`;
  return count === 1;
}

/** A dead letter that failed again is no longer marked for redrive. */
export async function returnLetter(sql: Sql<Types>, letter: Omit<DeadLetter, "attempts">): Promise<void> {
  const { consumer, event, error } = letter;
  await sql`
    update consumer_dead_letters set redrive_at = null, error = ${error}, attempts = attempts + 1
    where consumer = ${consumer} and tenant_id = ${event.tenantId} and n = ${event.n}`;
}

/** Returns how many will be redriven. */
export async function askRedrive(sql: Sql<Types>, consumer: string): Promise<number> {
  const { count } = await sql`
    update consumer_dead_letters set redrive_at = now() -- every tenant_id: a consumer serves all
    where consumer = ${consumer} and redrive_at is null`;
  return count;
}

export interface LetterState {
  readonly consumer: string;
  readonly tenantId: string;
  readonly eventId: string;
  readonly type: string;
  readonly error: string;
  readonly attempts: number;
  readonly at: Date;
}

export const readLetters = (sql: Sql<Types>, limit: number): Promise<LetterState[]> =>
  sql<LetterState[]>`
    select d.consumer, d.tenant_id as "tenantId", e.id as "eventId", e.type, d.error, d.attempts, d.at
    from consumer_dead_letters d join events e on e.n = d.n and e.tenant_id = d.tenant_id
    order by d.at desc limit ${limit}`;
