import { hash, verify } from "@node-rs/argon2";

/** argon2id, the library's default, at 19 MiB, 2 passes, 1 lane (OWASP Password Storage Cheat Sheet). */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string): Promise<string> => hash(password, cost);

let decoy: Promise<string> | undefined;

/** Takes the same time without a hash to compare with, so that timing reveals no user. */
export async function isPassword(kept: string | null | undefined, password: string): Promise<boolean> {
  decoy ??= hashPassword("nobody's password");
  const matches = await verify(kept ?? (await decoy), password);
  return matches && typeof kept === "string";
}
