import type { Sql } from "postgres";
import type { Types } from "#core/kernel/tx.ts";
import type { QuotaSource } from "./quota-source.ts";

const SWEEP_MS = 60_000;

interface Row {
  granted: number;
  leased: number;
  endsInMs: number;
}

/** A row per bucket; the row lock serializes the processes, and PostgreSQL's clock ends the window for all of them. */
export function postgresQuotas(sql: () => Sql<Types>): QuotaSource {
  let sweptAt = 0;
  return {
    async lease(bucket, wanted, { quota, windowS }) {
      const [row] = await sql()<Row[]>`
        insert into quota_windows as w (bucket, leased, granted, ends_at)
        values (${bucket}, ${Math.min(wanted, quota)}, ${Math.min(wanted, quota)}, now() + make_interval(secs => ${windowS}))
        on conflict (bucket) do update set
          granted = least(excluded.leased, ${quota} - case when w.ends_at > now() then w.leased else 0 end),
          leased = least(${quota}::int8, excluded.leased + case when w.ends_at > now() then w.leased else 0 end),
          ends_at = case when w.ends_at > now() then w.ends_at else excluded.ends_at end
        returning granted, leased, extract(epoch from ends_at - now())::float8 * 1000 as "endsInMs"`;
      if (performance.now() - sweptAt > SWEEP_MS) {
        sweptAt = performance.now();
        await sql()`delete from quota_windows where ends_at < now() - interval '1 minute'`;
      }
      if (row === undefined) throw new Error("The lease of a quota returned no row");
      return { granted: row.granted, left: quota - row.leased, endsInMs: row.endsInMs };
    },
    close: () => Promise.resolve(),
  };
}
