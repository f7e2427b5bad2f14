/** When a row was locked, by the clock of PostgreSQL: those who compete for its lease run on machines with other clocks. */
export interface LockedAt {
  readonly databaseNow: Date;
}

/** Whether somebody still holds the lease. */
export const isLeased = ({ databaseNow, leaseUntil }: LockedAt & { leaseUntil: Date | null }): boolean =>
  leaseUntil !== null && leaseUntil > databaseNow;

/** The end of a new or renewed lease; never the one before it, so that an old end fences. */
export const leaseEnd = ({ databaseNow, leaseUntil }: LockedAt & { leaseUntil: Date | null }, ms: number): Date =>
  new Date(Math.max(databaseNow.getTime() + ms, (leaseUntil?.getTime() ?? 0) + 1));
