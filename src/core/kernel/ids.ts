import { v7, validate } from "uuid";

/** A new time-ordered id (UUID v7, RFC 9562), made in the process so that inserts need no round trip. */
export const newId = (): string => v7();

export const isId = (text: string): boolean => validate(text);

declare const tenant: unique symbol;
/** Comes from an actor, never from input; a query without one does not type-check. */
export type TenantId = string & { readonly [tenant]: true };

/** For the few places that read a tenant's id from the database. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the one place where a brand is given
export const asTenantId = (id: string): TenantId => id as TenantId;
