import { z } from "zod";
import { scopes, userRoles } from "./actor.ts";
import { isStorableText } from "./storable.ts";

export const Id = z.uuid().meta({ example: "019a9c1e-7a52-7cc3-9f0e-2f6a1d6b1c11" });
/** A built-in role, or `custom`: then a `roleId` beside it says which. */
export const Role = z.enum(userRoles).meta({ id: "Role" });
export const Scope = z.enum(scopes).meta({ id: "Scope" });
export const Instant = z.iso.datetime({ precision: 3 }).meta({ example: "2026-11-22T18:00:00.000Z" });

const FIRST_MS = Date.parse("1000-01-01T00:00:00.000Z");
const LAST_MS = Date.parse("9999-12-31T23:59:59.999Z");
/**
 * The accepted range of instants: PostgreSQL stores them, and every client parses a year of four digits alike, whereas
 * JavaScript takes one below 100 for the 20th century.
 */
export const isWithinTime = (at: Date): boolean => at.getTime() >= FIRST_MS && at.getTime() <= LAST_MS;
export const TIME_RANGE = "An instant lies in the years 1000 to 9999.";

/** PostgreSQL accepts no larger offset, and none exists. */
const OFFSET = /(?:Z|[+-](?:0\d|1[0-5]):[0-5]\d)$/;
/** Accepted input: any ISO 8601 instant with an offset. Normalised to UTC, in milliseconds. */
export const InstantInput = z.iso
  .datetime({ offset: true, abort: true })
  .refine((text) => OFFSET.test(text), { error: "An offset from UTC is at most 15:59.", abort: true })
  .refine((text) => isWithinTime(new Date(text)), { error: TIME_RANGE, abort: true })
  .overwrite((text) => new Date(text).toISOString())
  .meta({ example: "2026-11-22T18:00:00Z" });

const text = (max: number) => z.string().trim().max(max).refine(isPlain, "Control characters are not allowed.");
/** Text for people, trimmed, without control characters other than line ends and tabs. */
export const Text = (max: number) => text(max);
export const RequiredText = (max: number) => text(max).min(1, "This must not be empty.");

const isPlain = (value: string) => isStorableText(value) && !/[^\P{Cc}\t\n\r]/u.test(value);

export const Email = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(z.email("This is not an email address.").max(254))
  .meta({ example: "a@example.com" });

export const Code = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "A code is lower-case letters, digits and hyphens, at most 40.")
  .meta({ example: "web" });

export const Sku = z
  .string()
  .trim()
  .min(1, "A SKU must not be empty.")
  .max(80)
  .refine(isPlain, "Control characters are not allowed.")
  .meta({ example: "85123A" });

/** A lookup key, normalised to PostgreSQL's notation. */
export const IdKey = Id.toLowerCase();

/** Optimistic locking: the change is rejected when the record has a newer version. */
export const IfVersion = z.int().min(1).optional();

/** For reading many at once: a page of a list, or a loader's batch. */
export const ManyIds = z.array(Id).min(1).max(100);

export const Quantity = z.int("A quantity is a whole number.").min(1, "At least 1.").max(1_000_000);

export const Address = z
  .strictObject({
    name: RequiredText(200),
    line1: RequiredText(200),
    line2: Text(200).optional(),
    city: RequiredText(120),
    region: Text(120).optional(),
    postalCode: Text(20),
    country: z.string().regex(/^[A-Z]{2}$/, "A country is two capital letters, as in ISO 3166-1."),
    phone: Text(40).optional(),
  })
  .meta({ id: "Address" });
export type Address = z.output<typeof Address>;
