import { hash, verify } from "@node-rs/argon2";
import { isCommonPassword } from "./common-password.ts";
import { commonPassword, shortPassword } from "./errors.ts";
import { PASSWORD_LENGTH } from "./schemas.ts";

/** argon2id, the library's default, at 19 MiB, 2 passes, 1 lane (OWASP Password Storage Cheat Sheet). */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

interface For {
  /** The field of the input. */
  readonly field?: "password" | "newPassword";
  /** Names and addresses of the user, which are guessed first. */
  readonly about?: readonly string[];
}

/** What holds for every password wherever it is set, besides the shape of the input. */
export function refuseWeakPassword(password: string, { field = "password", about = [] }: For = {}): void {
  if (password.length < PASSWORD_LENGTH) throw shortPassword(field);
  if (isCommonPassword(password, about)) throw commonPassword(field);
}

/** The only way to a hash that is stored: a weak password has none. */
export async function hashPassword(password: string, about: For = {}): Promise<string> {
  refuseWeakPassword(password, about);
  return hash(password, cost);
}

let decoy: Promise<string> | undefined;

/** Takes the same time without a hash to compare with, so that timing reveals no user. */
export async function isPassword(kept: string | null | undefined, password: string): Promise<boolean> {
  decoy ??= hash("nobody's password", cost);
  const matches = await verify(kept ?? (await decoy), password);
  return matches && typeof kept === "string";
}
