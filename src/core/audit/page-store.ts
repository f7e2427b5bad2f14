import type { Read } from "../kernel/tx.ts";
import type { Check, PageResult } from "./check.ts";

type Fragment = ReturnType<typeof select>;
/** An SQL fragment used by `read`. */
export const select = (read: Read) => read.sql`select`;

const PAGE = 2000;

export interface SqlCheck extends Omit<Check, "page"> {
  /** The rows of a tenant, with their `id`, in a table or view called `t`. */
  readonly rows: (read: Read) => Fragment;
  /** The rows of `page` that violate the invariant, with the figures that show it. */
  readonly broken: (read: Read) => Fragment;
}

/** A check that is one statement per page: the rows are compared in the database. */
export const sqlCheck = ({ name, promise, rows, broken }: SqlCheck): Check => ({
  name,
  promise,
  page: async (read, after) => {
    const [result] = await read.sql<PageResult[]>`
      with page as materialized (
        select * from (${rows(read)}) t where t.tenant_id = ${read.tenantId} and t.id > ${after}::uuid order by t.id limit ${PAGE}
      ), broken as (${broken(read)})
      select case when (select count(*) from page) = ${PAGE} then (select id from page order by id desc limit 1) end as last,
        (select count(*)::int from page) as checked,
        coalesce((select json_agg(b) from (select * from broken limit 100) b), '[]') as violations`;
    return result ?? { last: null, checked: 0, violations: [] };
  },
});
