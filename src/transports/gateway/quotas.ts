import type { Credential, Identity } from "#auth/credential.ts";
import { type Actor, principalOf } from "#core/kernel/actor.ts";
import type { Arrival, Knock } from "./knock.ts";
import { type Charged, type LimitKind, type Limits, type Policy, quotaExceeded } from "./limits.ts";

export interface Quotas {
  /** Counts calls of an authenticated caller. All reject with `limited` above a limit. */
  readonly charge: (knock: Knock, identity: Identity, calls?: number) => Promise<void>;
  /** The same for whom no transport has let in. */
  readonly count: (arrival: Arrival, identity: Identity, calls?: number) => Promise<void>;
  /** Counts a failed proof against the address. */
  readonly failed: (arrival: Arrival) => Promise<void>;
  /** Counts nothing; rejects when the address has nothing left. */
  readonly lookAt: (arrival: Arrival) => Promise<void>;
  /** The same for an authenticated caller. */
  readonly look: (knock: Knock, identity: Identity) => Promise<void>;
}

/** Internal calls have no quota, and signed messages are accepted at any rate. */
const UNCHARGED: ReadonlySet<Credential["type"]> = new Set(["internal", "signature"]);

const kindOf = ({ type }: Actor): LimitKind => (type === "user" ? "user" : "key");

interface Counted {
  readonly kind: LimitKind;
  readonly subject: string;
  readonly policy?: Policy;
}

/** What a caller is counted by: itself, and every limit of the keys that it descends from. */
function countedOf({ actor, bounds }: Identity): readonly Counted[] {
  const own = principalOf(actor);
  const line = (bounds?.quotas ?? []).map((quota) => ({ kind: "key" as const, ...quota }));
  return line.some(({ subject }) => subject === own) ? line : [{ kind: kindOf(actor), subject: own }, ...line];
}

export function quotasOf(limits: Limits | undefined): Quotas {
  async function look({ kind, subject, policy }: Counted, { onCharged }: Arrival): Promise<void> {
    const left = await limits?.charge(kind, subject, { calls: 0, policy });
    if (left !== undefined && left.remaining <= 0) settle({ ...left, allowed: false }, onCharged);
  }
  async function count({ onCharged }: Arrival, identity: Identity, calls?: number): Promise<void> {
    for (const { kind, subject, policy } of countedOf(identity)) {
      const charged = limits?.charge(kind, subject, { calls, policy });
      settle(charged instanceof Promise ? await charged : charged, onCharged);
    }
  }
  return {
    count,
    async charge(knock, identity, calls) {
      const { credential } = knock;
      if (credential === undefined || UNCHARGED.has(credential.type) || calls === 0) return;
      await count(knock, identity, calls);
    },
    async failed({ address, calls, onCharged }) {
      settle(await limits?.charge("ip", address(), { calls: Math.max(1, calls ?? 1) }), onCharged);
    },
    lookAt: (arrival) => look({ kind: "ip", subject: arrival.address() }, arrival),
    async look(knock, identity) {
      for (const counted of countedOf(identity)) await look(counted, knock);
    },
  };
}

function settle(charged: Charged | undefined, onCharged: Knock["onCharged"]): void {
  if (charged === undefined) return;
  onCharged?.(charged);
  if (!charged.allowed) throw quotaExceeded(charged);
}
