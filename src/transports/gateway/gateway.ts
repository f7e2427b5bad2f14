import type { Credential, Identify, Identity } from "#auth/credential.ts";
import { principalOf } from "#core/kernel/actor.ts";
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
  /** Absent: nothing is counted. */
  readonly limits?: Limits | undefined;
  /** Origin of PUBLIC_URL; where it is absent no session is taken. */
  readonly publicOrigin?: string | undefined;
  /** Streams that one caller may hold open in this process. */
  readonly streamsPerCaller?: number | undefined;
  /** How long any call may take; a caller's own deadline is never later. */
  readonly deadlineMs?: number | undefined;
  /** How often it is asked whether a reader may still read. */
  readonly standingLookMs?: number | undefined;
}

/** The one way from a transport to an operation. */
export interface Gateway {
  /**
   * From a credential to a caller: wrong credentials are charged to the address they came from, right
   * ones to their key or user. Never rejects: a refused caller gets the refusal from each call.
   */
  enter(knock: Knock): Promise<Caller>;
  /** Charges the address of whoever failed to prove something elsewhere. Rejects with `limited` once it was too often. */
  failed(knock: Arrival): Promise<void>;
}

const MANY_STREAMS = 20;
const DEADLINE_MS = 20_000;
const LOOK_MS = 2000;

export function createGateway(options: GatewayOptions): Gateway {
  const { hub, identify, limits, publicOrigin } = options;
  const gate = {
    hub,
    identify,
    places: new Places(options.streamsPerCaller ?? MANY_STREAMS),
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

  async function failed({ address, calls, onCharged }: Arrival): Promise<void> {
    settle(await limits?.charge("ip", address(), calls), onCharged);
  }

  return {
    failed,
    async enter(knock) {
      try {
        const identity = await prove(knock).catch(async (error: unknown) => {
          if (isHubError(error) && UNPROVED.has(error.kind)) await failed(knock);
          throw error;
        });
        const { actor } = identity;
        if (knock.credential !== undefined && !UNCHARGED.has(knock.credential.type)) {
          const kind = actor.type === "user" ? "user" : "key";
          const charged = limits?.charge(kind, principalOf(actor), knock.calls);
          settle(charged instanceof Promise ? await charged : charged, knock.onCharged);
        }
        return new Caller(gate, knock, identity);
      } catch (error) {
        return new Caller(gate, knock, asHubError(error));
      }
    },
  };
}

/** Nothing was authenticated: a wrong or missing credential, or an unknown source. */
const UNPROVED: ReadonlySet<HubError["kind"]> = new Set(["unauthenticated", "not_found"]);

/** Calls of our own process have no quota, and signed messages are accepted at the pace at which they are sent. */
const UNCHARGED: ReadonlySet<Credential["type"]> = new Set(["internal", "signature"]);

function settle(charged: Charged | undefined, onCharged: Knock["onCharged"]): void {
  if (charged === undefined) return;
  onCharged?.(charged);
  if (!charged.allowed) throw quotaExceeded(charged);
}
