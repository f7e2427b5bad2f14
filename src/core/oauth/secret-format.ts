import { createHash, createHmac, randomBytes } from "node:crypto";

const HINT = 14;
const RANDOM_BYTES = 32;

const random = (): string => randomBytes(RANDOM_BYTES).toString("base64url");

/** 256 random bits; the prefix is for secret scanners. */
export const makeClientSecret = (): string => `xd_secret_${random()}`;

const REFRESH = "xd_refresh_";
const FORMAT = /^xd_refresh_[\w-]{43}$/;
export const isRefreshToken = (token: string): boolean => FORMAT.test(token);

export const makeRefreshToken = (): string => `${REFRESH}${random()}`;
export const makeSeed = random;

/**
 * The token that follows, the same for all who refresh at once, so that their family stays one chain. The seed alone,
 * which is what is stored, does not give it.
 */
export const successorOf = (token: string, seed: string): string =>
  `${REFRESH}${createHmac("sha256", token).update(seed).digest("base64url")}`;

/** The stored hash. Secrets have too much entropy to guess, so a fast hash is enough. */
export const hashOf = (secret: string): string => createHash("sha256").update(secret).digest("hex");

export const hintOf = (secret: string): string => `${secret.slice(0, HINT)}…`;
