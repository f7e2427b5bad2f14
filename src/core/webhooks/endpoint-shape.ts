import { isDeepStrictEqual } from "node:util";
import { isHubError } from "../kernel/errors.ts";
import type { Sealer } from "../kernel/sealing.ts";
import { check } from "../mapping/index.ts";
import { wrongTransform } from "./errors.ts";
import { transformOf } from "./rules.ts";

interface Chosen {
  readonly transform?: string | null | undefined;
  readonly fields?: readonly string[] | undefined;
}

/** The stored transform: the given one, one that picks the chosen fields, or `undefined` when neither is given. */
export async function chosenTransform(
  tenantId: string,
  { transform, fields }: Chosen,
): Promise<string | null | undefined> {
  if (fields !== undefined) return transformOf(fields);
  if (typeof transform !== "string") return transform;
  await check(transform, tenantId).catch((error: unknown) => {
    throw isHubError(error) && error.kind === "invalid" ? wrongTransform(error.message) : error;
  });
  return transform;
}

export const sealHeaders = (sealer: Sealer, headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, sealer.seal(value)]));

/** Keeps the ciphertext of equal headers, so that sending them again is no change. */
export function resealHeaders(
  sealer: Sealer,
  sealed: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const opened = Object.fromEntries(Object.entries(sealed).map(([name, value]) => [name, sealer.open(value)]));
  return isDeepStrictEqual(opened, { ...headers }) ? sealed : sealHeaders(sealer, headers);
}
