import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
} from "node:crypto";

/** In Standard Webhooks notation (github.com/standard-webhooks/standard-webhooks): `whsec_` or `whsk_` and base64. */
export interface SigningSecret {
  readonly kind: "hmac" | "ed25519";
  readonly text: string;
}

const HMAC_BYTES = 32;
const SEED_BYTES = 32;
/** PKCS #8 of an Ed25519 seed (RFC 8410). */
const PKCS8_HEAD = Buffer.from("302e020100300506032b657004220420", "hex");
const SPKI_HEAD_BYTES = 12;

export function makeSecret(kind: SigningSecret["kind"]): SigningSecret {
  if (kind === "hmac") return { kind, text: `whsec_${randomBytes(HMAC_BYTES).toString("base64")}` };
  const seed = generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "der" }).subarray(-SEED_BYTES);
  return { kind, text: `whsk_${seed.toString("base64")}` };
}

const bytesOf = ({ text }: SigningSecret) => Buffer.from(text.slice(text.indexOf("_") + 1), "base64");

const privateKeyOf = (secret: SigningSecret): KeyObject =>
  createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, bytesOf(secret)]), type: "pkcs8", format: "der" });

/** What the receiver verifies with: the shared secret itself, or the public key `whpk_…`. */
export function receiverSecret(secret: SigningSecret): string {
  if (secret.kind === "hmac") return secret.text;
  const der = createPublicKey(privateKeyOf(secret)).export({ type: "spki", format: "der" });
  return `whpk_${der.subarray(SPKI_HEAD_BYTES).toString("base64")}`;
}

/** Signs `id.timestamp.body` as `v1,…` (HMAC-SHA256) or `v1a,…` (Ed25519). */
export type Signer = (content: string) => string;

export function signerOf(secret: SigningSecret): Signer {
  if (secret.kind === "hmac") {
    const key = createSecretKey(bytesOf(secret)); // imported once, not for every signature
    return (content) => `v1,${createHmac("sha256", key).update(content).digest("base64")}`;
  }
  const key = privateKeyOf(secret);
  return (content) => `v1a,${sign(null, Buffer.from(content), key).toString("base64")}`;
}

export interface Signed {
  /** The event's id: unchanged by retries and replays, so that receivers can deduplicate. */
  readonly id: string;
  readonly at: Date;
  readonly body: string;
}

/** The headers of one attempt; every valid secret signs, newest first. */
export function signatureHeaders(signers: readonly Signer[], { id, at, body }: Signed): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const content = `${id}.${timestamp}.${body}`;
  return {
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": signers.map((signer) => signer(content)).join(" "),
  };
}
