import { bigint, timestamp, uuid } from "drizzle-orm/pg-core";

/** Amounts are integers in the currency's minor unit, within the safe integer range. */
export const minor = (name: string) => bigint(name, { mode: "number" }).notNull().default(0);

export const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

export const tenantId = () => uuid("tenant_id").notNull();

export const ident = () => uuid("id").notNull();
