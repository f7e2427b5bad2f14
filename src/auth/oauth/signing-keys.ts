import { calculateJwkThumbprint, type CryptoKey, exportJWK, generateKeyPair, importJWK, type JWK } from "jose";
import type { Hub } from "#core/runtime/hub.ts";
import { deleteSigningKeysBefore, insertSigningKey, readSigningKeys, type SigningKeyRow } from "./signing-key-store.ts";

const HOUR_MS = 3_600_000;
/** How long a key signs. */
const SIGNS_MS = 30 * 24 * HOUR_MS;
/** How long it is published before: longer than anybody keeps the set of keys. */
const AHEAD_MS = HOUR_MS;
/** How long it is published after: longer than any token is valid. */
const AFTER_MS = 24 * HOUR_MS;
/** How long a process relies on the keys that it has read. */
const HELD_MS = 60_000;
/** Unknown names of keys make a process read them again, at most this often. */
const AGAIN_MS = 1000;

export const ALGORITHM = "ES256";

interface Held {
  readonly rows: readonly SigningKeyRow[];
  readonly publicKeys: ReadonlyMap<string, CryptoKey>;
  /** In this process's monotonic clock. */
  readonly readAt: number;
}

export interface Signer {
  readonly kid: string;
  readonly key: CryptoKey;
}

/** The keys of access tokens, shared by all processes through the database. */
export class SigningKeys {
  readonly #hub: Pick<Hub, "db" | "sealer" | "clock">;
  readonly #privateKeys = new Map<string, CryptoKey>();
  #held: Held | undefined;
  #reading: Promise<Held> | undefined;

  constructor(hub: Pick<Hub, "db" | "sealer" | "clock">) {
    this.#hub = hub;
  }

  /** The key of this name; undefined when none is known. The name comes from a stranger and is only compared. */
  async verifier(kid: string): Promise<CryptoKey | undefined> {
    const held = await this.#keys();
    const known = held.publicKeys.get(kid);
    if (known !== undefined || performance.now() - held.readAt < AGAIN_MS) return known;
    return (await this.#read()).publicKeys.get(kid);
  }

  /** The newest key that may sign by now. Makes the first one, and a new one when AUTH_SECRET has changed. */
  async signer(): Promise<Signer> {
    let held = await this.#keys();
    for (;;) {
      const signer = await this.#signerOf(held);
      if (signer !== undefined) return signer;
      await this.#make((held.rows.at(-1)?.generation ?? 0) + 1, this.#hub.clock());
      held = await this.#read();
    }
  }

  /** As in a JWK Set (RFC 7517). */
  async published(): Promise<readonly JWK[]> {
    const { rows } = await this.#keys();
    return rows.map(({ kid, publicKey }) => ({ ...publicKey, kid, use: "sig", alg: ALGORITHM }));
  }

  /** Publishes the next key when its time has come, and deletes those that nothing valid is signed with. */
  async rotate(): Promise<void> {
    const now = this.#hub.clock().getTime();
    const { rows } = await this.#read();
    const newest = rows.at(-1);
    if (newest === undefined) return; // made with the first token
    if (newest.signsAt.getTime() + SIGNS_MS <= now + AHEAD_MS)
      await this.#make(newest.generation + 1, new Date(now + AHEAD_MS));
    const settled = rows.findLast(({ signsAt }) => signsAt.getTime() + AFTER_MS <= now);
    if (settled !== undefined) await deleteSigningKeysBefore(this.#hub.db.sql, settled.generation);
    await this.#read();
  }

  async #make(generation: number, signsAt: Date): Promise<void> {
    const pair = await generateKeyPair(ALGORITHM, { extractable: true });
    const [publicKey, privateKey] = await Promise.all([exportJWK(pair.publicKey), exportJWK(pair.privateKey)]);
    const kid = await calculateJwkThumbprint(publicKey);
    const sealed = this.#hub.sealer.seal(JSON.stringify(privateKey));
    await insertSigningKey(this.#hub.db.sql, { generation, kid, publicKey, privateKey: sealed, signsAt });
  }

  async #signerOf({ rows }: Held): Promise<Signer | undefined> {
    const now = this.#hub.clock();
    for (const row of rows.filter(({ signsAt }) => signsAt <= now).toReversed()) {
      const key = this.#privateKeys.get(row.kid) ?? (await this.#opened(row));
      if (key === undefined) continue;
      this.#privateKeys.set(row.kid, key);
      return { kid: row.kid, key };
    }
    return undefined;
  }

  /** Undefined for what was sealed with another AUTH_SECRET. */
  async #opened({ privateKey }: SigningKeyRow): Promise<CryptoKey | undefined> {
    let jwk: JWK;
    try {
      jwk = JSON.parse(this.#hub.sealer.open(privateKey));
    } catch {
      return undefined;
    }
    return imported(jwk);
  }

  async #keys(): Promise<Held> {
    const held = this.#held;
    return held === undefined || performance.now() - held.readAt > HELD_MS ? this.#read() : held;
  }

  #read(): Promise<Held> {
    this.#reading ??= this.#load().finally(() => (this.#reading = undefined));
    return this.#reading;
  }

  async #load(): Promise<Held> {
    const readAt = performance.now();
    const rows = await readSigningKeys(this.#hub.db.sql);
    const known = this.#held?.publicKeys;
    const keys = await Promise.all(
      rows.map(async ({ kid, publicKey }) => [kid, known?.get(kid) ?? (await imported(publicKey))] as const),
    );
    this.#held = { rows, publicKeys: new Map(keys), readAt };
    return this.#held;
  }
}

async function imported(jwk: JWK): Promise<CryptoKey> {
  const key = await importJWK(jwk, ALGORITHM);
  if (key instanceof Uint8Array) throw new TypeError("A signing key is an elliptic curve key");
  return key;
}
