import type { Letter } from "../kernel/job-control.ts";
import type { Keyset } from "../kernel/page.ts";
import type { Read, Tx } from "../kernel/tx.ts";
import type { JobRecord } from "./record.ts";
import type { JobState, ListJobsInput } from "./schemas.ts";

/** pg-boss's own tables; a payload names the tenant of its job. */
const PARKED = "parked";
const COUNT_LIMIT = 10_000;

const STORED: Record<Exclude<JobState, "parked">, string> = {
  waiting: "created",
  active: "active",
  retrying: "retry",
  completed: "completed",
  failed: "failed",
  cancelled: "cancelled",
};

const isLetter = (read: Read) => read.sql`(j.name = ${PARKED})`;

const jobColumns = (read: Read) => read.sql`
  j.id, case when ${isLetter(read)} then coalesce(j.source_name, j.name) else j.name end as queue,
  case when ${isLetter(read)} and j.state < 'active' then 'parked' when j.state = 'created' then 'waiting' when j.state = 'retry' then 'retrying'
    else j.state::text end as state,
  j.data as payload, case when ${isLetter(read)} then coalesce(j.source_retry_count, 0) + 1
    when j.started_on is null then 0 else j.retry_count + 1 end as tries,
  case when ${isLetter(read)} then coalesce(j.source_retry_count, 0) else j.retry_limit end + 1 as "maxTries",
  j.priority, case when ${isLetter(read)} then coalesce(j.source_output, j.output) else j.output end as output,
  j.created_on as "createdAt", j.created_on::text as "createdText", j.start_after as "dueAt",
  j.started_on as "startedAt", j.completed_on as "finishedAt", j.source_id as "sourceId"`;

/** The same expression as the index `job_tenant`. */
const tenantOf = (read: Read) => read.sql`coalesce(j.data->>'tenantId', '')`;

/** False when no process has created the queue yet. */
export async function isInstalled(read: Read): Promise<boolean> {
  const [row] = await read.sql<{ there: boolean }[]>`select to_regclass('jobs.job') is not null as there`;
  return row?.there === true;
}

export interface QueueRecord {
  readonly name: string;
  readonly schedule: string | null;
  readonly counts: Partial<Record<string, number>>;
  readonly parked: number;
  readonly oldestWaitingAt: Date | null;
  readonly lastRunAt: Date | null;
}

/** Every queue with the counts visible to the tenant. Each count stops at its limit. */
export function readQueues(read: Read): Promise<QueueRecord[]> {
  const mine = read.sql`${tenantOf(read)} = any(array['', ${read.tenantId}::text])`;
  return read.sql<QueueRecord[]>`
    select q.name, s.cron as schedule, c.counts, p.parked, w.at as "oldestWaitingAt", r.at as "lastRunAt"
    from jobs.queue q
    left join jobs.schedule s on s.name = q.name and s.key = ''
    cross join lateral (
      select json_object_agg(e.state, (
        select count(*) from (select from jobs.job j where j.name = q.name and j.state = e.state and ${mine}
          limit ${COUNT_LIMIT}) seen)) as counts
      from unnest(enum_range(null::jobs.job_state)) as e(state)) c
    cross join lateral (
      select count(*)::int as parked from (select from jobs.job j where j.name = ${PARKED} and j.source_name = q.name
        and j.state < 'active' and ${mine} limit ${COUNT_LIMIT}) seen) p
    cross join lateral (
      select min(j.start_after) as at from jobs.job j where j.name = q.name and j.state = 'created' and ${mine}) w
    cross join lateral (
      select max(j.started_on) as at from jobs.job j where s.cron is not null and j.name = q.name and ${mine}) r
    where q.name <> ${PARKED} and q.name not like '\\_\\_pgboss\\_\\_%'
    order by q.name`;
}

/** Selects one row more than the limit, to detect another page. */
export function listJobs(
  read: Read,
  { queue, state, limit }: ListJobsInput,
  after: Keyset | undefined,
): Promise<JobRecord[]> {
  const { sql, tenantId } = read;
  const ofQueue = sql`and (j.name = ${queue ?? ""} or (${isLetter(read)} and j.source_name = ${queue ?? ""}))`;
  return sql<JobRecord[]>`
    select ${jobColumns(read)} from jobs.job j
    where ${tenantOf(read)} = ${tenantId} ${queue === undefined ? sql`` : ofQueue} ${inState(read, state)}
      ${after === undefined ? sql`` : sql`and (j.created_on, j.id) < (${after[0]}::text::timestamptz, ${after[1]}::uuid)`}
    order by j.created_on desc, j.id desc limit ${limit + 1}`;
}

/** A dead-lettered job is listed as its dead letter; its failed row is listed only on request. */
function inState(read: Read, state: JobState | undefined) {
  const { sql } = read;
  if (state === undefined) return sql`and (j.state <> 'failed' or j.dead_letter is null)`;
  if (state === "parked") return sql`and ${isLetter(read)} and j.state < 'active'`;
  if (state === "cancelled") return sql`and j.state = 'cancelled'`;
  return sql`and not ${isLetter(read)} and j.state = ${STORED[state]}::jobs.job_state`;
}

const named = (read: Read, id: string) => read.sql`
  j.name = any(array(select name from jobs.queue)) and j.id = ${id} and ${tenantOf(read)} = ${read.tenantId}`;

export async function readJob(read: Read, id: string): Promise<JobRecord | undefined> {
  const [job] = await read.sql<JobRecord[]>`select ${jobColumns(read)} from jobs.job j where ${named(read, id)}`;
  return job;
}

export async function lockJob(tx: Tx, id: string): Promise<JobRecord | undefined> {
  const [job] = await tx.sql<JobRecord[]>`
    select ${jobColumns(tx)} from jobs.job j where ${named(tx, id)} for update`;
  return job;
}

/** Dead letters of one queue, or of one failed job; skips rows locked by others. */
export function lockLetters(
  tx: Tx,
  { queue, sourceId, limit }: { queue: string; sourceId?: string; limit: number },
): Promise<(Letter & { payload: unknown })[]> {
  return tx.sql<(Letter & { payload: unknown })[]>`
    select j.id, j.source_name as queue, j.source_id as "sourceId", j.data as payload from jobs.job j
    where ${isLetter(tx)} and j.source_name = ${queue} and j.state < 'active' and ${tenantOf(tx)} = ${tx.tenantId}
      ${sourceId === undefined ? tx.sql`` : tx.sql`and j.source_id = ${sourceId}`}
    order by j.created_on, j.id limit ${limit} for update skip locked`;
}

/** Locks a schedule for this transaction. False: there is none. */
export async function lockSchedule(tx: Tx, queue: string): Promise<boolean> {
  const rows = await tx.sql`select name from jobs.schedule where name = ${queue} and key = '' for update`;
  return rows.length === 1;
}

/** Whether a job of a queue, for this tenant or for all, is due and not started. */
export async function isDue(tx: Tx, queue: string): Promise<boolean> {
  const [row] = await tx.sql<{ due: boolean }[]>`
    select exists (select from jobs.job where name = ${queue} and state < 'active'
      and coalesce(data->>'tenantId', '') = any(array['', ${tx.tenantId}::text]) and start_after <= clock_timestamp()) as due -- now() may lie before the rival that was waited for`;
  return row?.due === true;
}
