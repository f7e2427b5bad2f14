/** When a row was locked, by PostgreSQL's clock: competitors for its lease run on machines with other clocks. */
export interface LockedAt {
  readonly databaseNow: Date;
}

/** Whether the lease is held. */
export const isLeased = ({ databaseNow, leaseUntil }: LockedAt & { leaseUntil: Date | null }): boolean =>
  leaseUntil !== null && leaseUntil > databaseNow;

/** The expiry of a new or renewed lease; always changes, so that an old value is fenced off. */
export const leaseEnd = ({ databaseNow, leaseUntil }: LockedAt & { leaseUntil: Date | null }, ms: number): Date =>
  new Date(Math.max(databaseNow.getTime() + ms, (leaseUntil?.getTime() ?? 0) + 1));
