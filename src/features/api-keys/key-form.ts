import { isScope } from "#core/kernel/actor.ts";
import type { ApiKey } from "#features/api-keys/key-params.ts";
import type { Inputs } from "#features/trpc/client.ts";

export type KeyForm = {
  name: string;
  scopes: string[];
  /** One per line. */
  allowedAddresses: string;
  /** A day, as a date input has it; empty: never. */
  expiresAt: string;
  /** Empty: no limit of its own. */
  requests: string;
  windowS: string;
  soapSecret: boolean;
};

export const emptyKey: KeyForm = {
  name: "",
  scopes: [],
  allowedAddresses: "",
  expiresAt: "",
  requests: "",
  windowS: "60",
  soapSecret: false,
};

const two = (part: number): string => String(part).padStart(2, "0");
const dayOf = (at: string): string => {
  const date = new Date(at);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
};
/** The last second of a day, where the reader is. */
const endOfDay = (day: string): string => new Date(`${day}T23:59:59`).toISOString();

export const formOf = (key: ApiKey): KeyForm => ({
  name: key.name,
  scopes: key.scopes,
  allowedAddresses: key.allowedAddresses.join("\n"),
  expiresAt: key.expiresAt === null ? "" : dayOf(key.expiresAt),
  requests: key.limit === null ? "" : String(key.limit.requests),
  windowS: String(key.limit?.windowS ?? 60),
  soapSecret: key.hasSoapSecret,
});

const limitOf = ({ requests, windowS }: KeyForm) =>
  requests.trim() === "" ? null : { requests: Number(requests), windowS: Number(windowS) };

const linesOf = (text: string): string[] =>
  text
    .split(/[\n,]/)
    .map((line) => line.trim())
    .filter(Boolean);

/** Without what an older version has given and no operation requires any more. */
const scopesOf = ({ scopes }: KeyForm) => scopes.filter(isScope);

export const createOf = (form: KeyForm): Inputs["apiKeys"]["create"] => ({
  name: form.name,
  scopes: scopesOf(form),
  allowedAddresses: linesOf(form.allowedAddresses),
  limit: limitOf(form),
  ...(form.expiresAt !== "" && { expiresAt: endOfDay(form.expiresAt) }),
  soapSecret: form.soapSecret,
});

/** Only what was changed: a day that was left alone keeps its hour. */
export function updateOf(key: ApiKey, form: KeyForm): Inputs["apiKeys"]["update"] {
  const before = formOf(key);
  return {
    id: key.id,
    ifVersion: key.version,
    ...(form.name !== before.name && { name: form.name }),
    ...(form.scopes.toSorted().join() !== before.scopes.toSorted().join() && { scopes: scopesOf(form) }),
    ...(form.allowedAddresses !== before.allowedAddresses && { allowedAddresses: linesOf(form.allowedAddresses) }),
    ...(form.expiresAt !== before.expiresAt && {
      expiresAt: form.expiresAt === "" ? null : endOfDay(form.expiresAt),
    }),
    ...((form.requests !== before.requests || form.windowS !== before.windowS) && { limit: limitOf(form) }),
  };
}

/** The fields at which faults of the server are shown. */
export const faultFields = {
  name: "name",
  scopes: "scopes",
  allowedAddresses: "allowedAddresses",
  expiresAt: "expiresAt",
  limit: "requests",
} as const;
