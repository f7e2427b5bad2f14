import type { Identity } from "#auth/credential.ts";

/**
 * A proof holds this long for calls that follow. Who comes later, after a slow body or in an open socket, is proved again:
 * revocations respond once no earlier proof can still be used.
 */
const FRESH_MS = 50;

/** Who a caller is by its latest check, shared by all that one connection asks. */
export class Proof {
  readonly #check: () => Promise<Identity>;
  /** What a signature covers is proved once; this process vouches for its own calls. */
  readonly #holds: boolean;
  #identity: Identity;
  #at = performance.now();
  #checking: Promise<Identity> | undefined;

  constructor(check: () => Promise<Identity>, { identity, holds }: { identity: Identity; holds: boolean }) {
    this.#check = check;
    this.#identity = identity;
    this.#holds = holds;
  }

  get identity(): Identity {
    return this.#identity;
  }

  get isFresh(): boolean {
    return this.#holds || performance.now() - this.#at < FRESH_MS;
  }

  /** Checks again, once for all who ask meanwhile. Rejects when the credential has ended. */
  again(): Promise<Identity> {
    this.#checking ??= this.#renew().finally(() => (this.#checking = undefined));
    return this.#checking;
  }

  async #renew(): Promise<Identity> {
    const at = performance.now();
    this.#identity = await this.#check();
    this.#at = at;
    return this.#identity;
  }
}
