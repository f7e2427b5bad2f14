import type { Credential, Identify, Identity } from "#auth/credential.ts";
import { type Actor, principalOf } from "#core/kernel/actor.ts";
import { type HubError, isHubError, unauthenticated } from "#core/kernel/errors.ts";
import { asHubError } from "#core/runtime/execute.ts";
import type { Hub } from "#core/runtime/hub.ts";
import { Caller } from "./caller.ts";
import { refuseCrossSite } from "./cross-site.ts";
import { deadlines } from "./deadline.ts";
import type { Arrival, Knock } from "./knock.ts";
import { type Charged, type Limits, quotaExceeded } from "./limits.ts";
import { Places } from "./places.ts";

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
   * Authenticates a credential. Invalid credentials count against the client's address, valid ones against their key or
   * user. Never rejects: each call of a rejected caller fails with the error.
   */
  enter(knock: Knock): Promise<Caller>;
  /** Counts a failed proof elsewhere against the address. Rejects with `limited` above the limit. */
  failed(knock: Arrival): Promise<void>;
}

const MANY_STREAMS = 20;
const DEADLINE_MS = 20_000;
const LOOK_MS = 2000;

export function createGateway(options: GatewayOptions): Gateway {
  const { hub, identify, limits, publicOrigin } = options;
  const gate = {
    charge,
    hub,
    identify,
    places: new Places(options.streamsPerCaller ?? MANY_STREAMS),
    connections: new Places(options.streamsPerCaller ?? MANY_STREAMS),
    deadline: deadlines(options.deadlineMs ?? DEADLINE_MS),
    lookMs: options.standingLookMs ?? LOOK_MS,
  };

  async function prove({ credential }: Knock): Promise<Identity> {
    const identity = credential === undefined ? undefined : await identify(credential);
    if (credential === undefined || identity === undefined) throw unauthenticated();
    if (credential.type === "session") {
      if (publicOrigin === undefined) throw unauthenticated();
      refuseCrossSite(credential.page, publicOrigin);
    }
    return identity;
  }

  async function charge({ credential, onCharged }: Knock, actor: Actor, calls?: number): Promise<void> {
    if (credential === undefined || UNCHARGED.has(credential.type) || calls === 0) return;
    const kind = actor.type === "user" ? "user" : "key";
    const charged = limits?.charge(kind, principalOf(actor), calls);
    settle(charged instanceof Promise ? await charged : charged, onCharged);
  }

  async function failed({ address, calls, onCharged }: Arrival): Promise<void> {
    settle(await limits?.charge("ip", address(), Math.max(1, calls ?? 1)), onCharged);
  }

  return {
    failed,
    async enter(knock) {
      try {
        const identity = await prove(knock).catch(async (error: unknown) => {
          if (isHubError(error) && UNPROVED.has(error.kind)) await failed(knock);
          throw error;
        });
        await charge(knock, identity.actor, knock.calls);
        return new Caller(gate, knock, identity);
      } catch (error) {
        return new Caller(gate, knock, asHubError(error));
      }
    },
  };
}

/** Not authenticated: an invalid or missing credential, or an unknown source. */
const UNPROVED: ReadonlySet<HubError["kind"]> = new Set(["unauthenticated", "not_found"]);

/** Internal calls have no quota, and signed messages are accepted at any rate. */
const UNCHARGED: ReadonlySet<Credential["type"]> = new Set(["internal", "signature"]);

function settle(charged: Charged | undefined, onCharged: Knock["onCharged"]): void {
  if (charged === undefined) return;
  onCharged?.(charged);
  if (!charged.allowed) throw quotaExceeded(charged);
}
