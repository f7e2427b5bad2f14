import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { derived, type Secrets, secretsOf } from "./secrets.ts";

/** Encrypts secrets that must be read again, such as a signing secret, before they are stored. */
export interface Sealer {
  seal(text: string): string;
  /** Throws for what was encrypted with a secret that is not among ours. */
  open(sealed: string): string;
  /** Encrypted with the secret that is in use now. */
  isCurrent(sealed: string): boolean;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Nonce, tag and text in base64url, then the id of the key. */
const SEALED = /^[\w-]{38,}(=[\w-]{8})?$/;

/** Whether a text may be sealed: one without a key's id, as they were before keys had ids, is told by opening it. */
export const looksSealed = (text: string): boolean => SEALED.test(text);

interface Key {
  readonly id: string;
  readonly bytes: Buffer;
}

function keyOf(secret: string): Key {
  const from = (purpose: string, length: number) => Buffer.from(hkdfSync("sha256", secret, "", purpose, length));
  return { id: from("crossdock key id", 6).toString("base64url"), bytes: from("crossdock sealing", 32) };
}

/**
 * AES-256-GCM (NIST SP 800-38D) under keys derived from the server's secrets by HKDF (RFC 5869). The key's id follows
 * base64's end mark, where decoders stop: processes of the version before, which know no ids, read it too.
 */
export function createSealer(secrets: string | Secrets): Sealer {
  const keys = derived(secretsOf(secrets), keyOf);
  const open = (sealed: string, candidates: readonly Key[]): string => {
    let cause: unknown;
    for (const key of candidates) {
      try {
        return decrypt(sealed, key);
      } catch (error) {
        cause ??= error;
      }
    }
    throw new Error("Unable to authenticate a sealed text: none of this server's secrets opens it", { cause });
  };
  return {
    seal: (text) => encrypt(text, keys()[0]),
    open(sealed) {
      const [body = "", id] = sealed.split("=");
      if (id === undefined) return open(body, keys());
      const named = (all: readonly Key[]) => all.filter((key) => key.id === id);
      const known = named(keys());
      return open(body, known.length > 0 ? known : named(keys("now")));
    },
    isCurrent: (sealed) => sealed.split("=")[1] === keys()[0].id,
  };
}

function encrypt(text: string, { id, bytes }: Key): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", bytes, nonce);
  const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return `${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64url")}=${id}`;
}

function decrypt(body: string, { bytes: key }: Key): string {
  const bytes = Buffer.from(body, "base64url");
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString();
}
