import type { Credential } from "#auth/credential.ts";
import { type Actor, principalOf } from "#core/kernel/actor.ts";
import type { Arrival, Knock } from "./knock.ts";
import { type Charged, type LimitKind, type Limits, quotaExceeded } from "./limits.ts";

export interface Quotas {
  /** Counts calls of an authenticated caller. All reject with `limited` above the limit. */
  readonly charge: (knock: Knock, actor: Actor, calls?: number) => Promise<void>;
  /** Counts a failed proof against the address. */
  readonly failed: (arrival: Arrival) => Promise<void>;
  /** Counts nothing; rejects when nothing is left. */
  readonly look: (kind: LimitKind, subject: string, arrival: Arrival) => Promise<void>;
}

/** Internal calls have no quota, and signed messages are accepted at any rate. */
const UNCHARGED: ReadonlySet<Credential["type"]> = new Set(["internal", "signature"]);

export const kindOf = ({ type }: Actor): LimitKind => (type === "user" ? "user" : "key");

export const quotasOf = (limits: Limits | undefined): Quotas => ({
  async charge({ credential, onCharged }, actor, calls) {
    if (credential === undefined || UNCHARGED.has(credential.type) || calls === 0) return;
    const charged = limits?.charge(kindOf(actor), principalOf(actor), calls);
    settle(charged instanceof Promise ? await charged : charged, onCharged);
  },
  async failed({ address, calls, onCharged }) {
    settle(await limits?.charge("ip", address(), Math.max(1, calls ?? 1)), onCharged);
  },
  async look(kind, subject, { onCharged }) {
    const left = await limits?.charge(kind, subject, 0);
    if (left !== undefined && left.remaining <= 0) settle({ ...left, allowed: false }, onCharged);
  },
});

function settle(charged: Charged | undefined, onCharged: Knock["onCharged"]): void {
  if (charged === undefined) return;
  onCharged?.(charged);
  if (!charged.allowed) throw quotaExceeded(charged);
}
