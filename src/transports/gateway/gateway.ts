import type { Identify, Identity } from "#auth/credential.ts";
import { type HubError, isHubError } from "#core/kernel/errors.ts";
import { asHubError } from "#core/runtime/execute.ts";
import type { Hub } from "#core/runtime/hub.ts";
import { Caller } from "./caller.ts";
import { deadlines } from "./deadline.ts";
import type { Arrival, Knock } from "./knock.ts";
import type { Limits } from "./limits.ts";
import { Places } from "./places.ts";
import { Proof } from "./proof.ts";
import { addressRefused, proving, refuseAddress } from "./prove.ts";
import { quotasOf } from "./quotas.ts";

export interface GatewayOptions {
  readonly hub: Hub;
  readonly identify: Identify;
  /** Absent: no rate limits. */
  readonly limits?: Limits | undefined;
  /** Origin of PUBLIC_URL; without it no session is accepted. */
  readonly publicOrigin?: string | undefined;
  /** Limit of open streams, and of open sockets, per caller in this process. */
  readonly streamsPerCaller?: number | undefined;
  /** The maximum duration of a call; a caller's own deadline is never later. */
  readonly deadlineMs?: number | undefined;
  /** The interval between checks of a reader's rights. */
  readonly standingLookMs?: number | undefined;
}

/** The only way from a transport to an operation. */
export interface Gateway {
  /**
   * Authenticates a credential. Invalid credentials, and keys from an address they do not allow, count against the
   * client's address, valid ones against their key or user. Never rejects: each call of a rejected caller fails with the error.
   */
  enter(knock: Knock): Promise<Caller>;
  /** Counts a failed proof elsewhere against the address. Rejects with `limited` above the limit. */
  failed(knock: Arrival): Promise<void>;
  /** Counts a call of a caller that was proved elsewhere. Rejects with `limited` above a limit. */
  counted(arrival: Arrival, identity: Identity): Promise<void>;
  /** Before a body that names its sender is read: a rejected caller when the address has no quota left. */
  approach(knock: Knock): Promise<Caller | undefined>;
  /** For requests refused before their sender was known: counts against the address. Never rejects. */
  turnAway(knock: Knock, error: HubError): Promise<Caller>;
}

const MANY_STREAMS = 20;
const DEADLINE_MS = 20_000;
/** Streams end within a second after the session or key that opened them. */
const LOOK_MS = 700;

export function createGateway(options: GatewayOptions): Gateway {
  const { hub } = options;
  const quotas = quotasOf(options.limits);
  const prove = proving(options);
  const gate = {
    charge: quotas.charge,
    hub,
    places: new Places(options.streamsPerCaller ?? MANY_STREAMS),
    connections: new Places(options.streamsPerCaller ?? MANY_STREAMS),
    deadline: deadlines(options.deadlineMs ?? DEADLINE_MS),
    lookMs: options.standingLookMs ?? LOOK_MS,
  };

  async function proveAgain(knock: Knock): Promise<Identity> {
    const identity = await prove(knock);
    refuseAddress(identity, knock);
    return identity;
  }

  /** Who has no quota left spends no proofs: each is a row. */
  async function admit(knock: Knock, identity: Identity): Promise<void> {
    refuseAddress(identity, knock);
    if (identity.spend === undefined) return;
    await quotas.look(knock, identity);
    await identity.spend();
  }

  const countedFailure = (knock: Knock) => async (error: unknown) => {
    if (isHubError(error) && isUnproved(error)) await quotas.failed(knock);
    throw error;
  };

  return {
    failed: quotas.failed,
    counted: (arrival, identity) => quotas.count(arrival, identity, 1),
    approach: (knock) =>
      quotas.lookAt(knock).then(
        () => undefined,
        (error: unknown) => new Caller(gate, knock, { refusal: asHubError(error) }),
      ),
    turnAway: (knock, error) =>
      quotas.failed(knock).then(
        () => new Caller(gate, knock, { refusal: error }),
        (limited: unknown) => new Caller(gate, knock, { refusal: asHubError(limited) }),
      ),
    async enter(knock) {
      let known: Identity | undefined;
      try {
        const identity = await prove(knock).catch(countedFailure(knock));
        known = identity;
        await admit(knock, identity).catch(countedFailure(knock));
        await quotas.charge(knock, identity, knock.calls);
        return new Caller(gate, knock, new Proof(() => proveAgain(knock), { identity, holds: holds(knock) }));
      } catch (error) {
        return new Caller(gate, knock, { refusal: asHubError(error), actor: known?.actor });
      }
    },
  };
}

/** Not authenticated: an invalid or missing credential, or an unknown source; and a key that was carried elsewhere. */
const UNPROVED: ReadonlySet<HubError["kind"]> = new Set(["unauthenticated", "not_found"]);

const isUnproved = ({ kind, code }: HubError): boolean => UNPROVED.has(kind) || code === addressRefused.code;

const HOLDING: ReadonlySet<string | undefined> = new Set(["signature", "internal"]);

const holds = ({ credential }: Knock): boolean => HOLDING.has(credential?.type);
