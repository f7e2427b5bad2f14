import type { TimelineRow } from "../events/store.ts";
import type { Read } from "../kernel/tx.ts";

/** The newest events of each subject, newest first. */
export function readTimelines(read: Read, subjectIds: readonly string[], limit: number): Promise<TimelineRow[]> {
  return read.sql<TimelineRow[]>`
    select e.id, e.type, e.subject_type as "subjectType", e.subject_id as "subjectId", e.sequence, e.data, e.transport,
      e.request_id as "requestId", e.at,
      json_build_object('type', e.actor_type, 'id', e.actor_id, 'name', e.actor_name) as actor
    from unnest(${[...new Set(subjectIds)]}::uuid[]) as s(id) cross join lateral (
      select * from events e where e.tenant_id = ${read.tenantId} and e.subject_id = s.id
      order by e.sequence desc limit ${limit}) e
    order by e.subject_id, e.sequence desc`;
}
