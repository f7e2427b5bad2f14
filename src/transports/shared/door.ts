import type { IncomingMessage } from "node:http";
import { tooManyStreams } from "#core/events/errors.ts";
import { type Actor, principalOf } from "#core/kernel/actor.ts";
import { isHubError, unauthenticated } from "#core/kernel/errors.ts";
import { clientAddress, clientAddressOf } from "./client-address.ts";
import { type Identify, type Identity, refuseCrossSite } from "./identity.ts";
import { type Charged, type Limits, quotaExceeded } from "./limits.ts";

export interface DoorOptions {
  readonly identify: Identify;
  /** Absent: nothing is counted. */
  readonly limits?: Limits | undefined;
  /** Proxies in front that are believed about the caller's address. */
  readonly trustProxyHops?: number | undefined;
  /** Origin of PUBLIC_URL; where it is absent no session is taken. */
  readonly publicOrigin?: string | undefined;
  /** Streams that one caller may hold open in this process. */
  readonly streamsPerCaller?: number | undefined;
}

/** A request at the door, whatever it will be to its transport. */
export interface Knock {
  readonly headers: Headers;
  /** Node's own request, when the server is Node's. */
  readonly incoming?: IncomingMessage | undefined;
  /** Calls that travel together; each is charged. */
  readonly calls?: number;
  /** Hears who was charged, also when the request is refused then. */
  readonly onCharged?: ((charged: Charged) => void) | undefined;
}

/**
 * Who comes in, for every transport alike: wrong credentials are charged to the address they came from, right ones to
 * their key or user; a session is taken from pages of ours alone; streams are counted.
 */
export interface Door {
  /** Rejects with `unauthenticated`, `forbidden` (another site's page) or `limited`. */
  enter(knock: Knock): Promise<Identity>;
  /** Charges the address of whoever failed to prove something. Rejects with `limited` once there were too many. */
  refused(knock: Knock): Promise<void>;
  /** Takes a place for a stream and answers how to give it back. Throws `limited`. */
  stream(actor: Actor): () => void;
}

const MANY_STREAMS = 20;

export function createDoor(options: DoorOptions): Door {
  const { identify, limits, trustProxyHops = 0, publicOrigin } = options;
  const places = new Places(options.streamsPerCaller ?? MANY_STREAMS);

  async function prove({ headers }: Knock): Promise<Identity> {
    const identity = await identify(headers);
    if (identity === undefined) throw unauthenticated();
    if (identity.by === "session") {
      if (publicOrigin === undefined) throw unauthenticated();
      refuseCrossSite(headers, publicOrigin);
    }
    return identity;
  }

  async function refused(knock: Knock): Promise<void> {
    const address = addressOf(knock, trustProxyHops);
    settle(await limits?.charge("ip", address, knock.calls), knock);
  }

  return {
    async enter(knock) {
      const identity = await prove(knock).catch(async (error: unknown) => {
        if (isHubError(error) && error.kind === "unauthenticated") await refused(knock);
        throw error;
      });
      const { actor } = identity;
      const charged = limits?.charge(actor.type === "user" ? "user" : "key", principalOf(actor), knock.calls);
      settle(charged instanceof Promise ? await charged : charged, knock);
      return identity;
    },
    refused,
    stream: (actor) => places.take(principalOf(actor)),
  };
}

function settle(charged: Charged | undefined, { onCharged }: Knock): void {
  if (charged === undefined) return;
  onCharged?.(charged);
  if (!charged.allowed) throw quotaExceeded(charged);
}

/** Where nobody can say who it is, all of them are one. */
const addressOf = ({ incoming, headers }: Knock, hops: number): string =>
  (incoming === undefined ? clientAddressOf(Object.fromEntries(headers)) : clientAddress(incoming, hops)) ?? "unknown";

/** How many streams each caller holds open in this process. */
class Places {
  readonly #most: number;
  readonly #held = new Map<string, number>();

  constructor(most: number) {
    this.#most = most;
  }

  take(caller: string): () => void {
    const held = this.#held.get(caller) ?? 0;
    if (held >= this.#most) throw tooManyStreams(this.#most);
    this.#held.set(caller, held + 1);
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      const left = (this.#held.get(caller) ?? 1) - 1;
      if (left === 0) this.#held.delete(caller);
      else this.#held.set(caller, left);
    };
  }
}
