import { createHash, randomBytes } from "node:crypto";

const RANDOM_BYTES = 32;

/** 256 random bits for a link; the prefix is for secret scanners. */
export const makeResetToken = (): string => `xd_reset_${randomBytes(RANDOM_BYTES).toString("base64url")}`;

/** The stored hash. Such secrets have too much entropy to guess, so a fast hash is enough. */
export const hashOf = (secret: string): string => createHash("sha256").update(secret).digest("hex");
