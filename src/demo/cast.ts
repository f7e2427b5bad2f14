import { type Actor, type Role, type Scope, systemActor, userActor } from "#core/kernel/actor.ts";
import type { TenantId } from "#core/kernel/ids.ts";
import type { Transport } from "#core/kernel/transports.ts";
import type { Chance } from "./chance.ts";

export interface DemoAccount {
  readonly role: Role;
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

/** Published: valid only in a demo that only its own machine can reach. */
const password = "harbour-and-pine";

/** The demo's sign-in accounts; shown on its sign-in page and printed at the start. */
export const demoAccounts: readonly DemoAccount[] = [
  { role: "admin", name: "Morgan Hale", email: "admin@demo.test", password },
  { role: "manager", name: "Priya Raman", email: "manager@demo.test", password },
  { role: "agent", name: "Callum Reid", email: "agent@demo.test", password },
  { role: "viewer", name: "Ines Duarte", email: "viewer@demo.test", password },
];

/** An actor of the demo, and the transport that it uses. */
export interface Speaker {
  readonly actor: Actor;
  readonly transport: Transport;
}

const keys = {
  webShop: { name: "Web shop", transport: "rest", scopes: ["orders:read", "orders:write", "products:read"] },
  marketplace: { name: "Marketplace connector", transport: "rest", scopes: ["orders:read", "orders:write"] },
  till: { name: "Till on Quay Street", transport: "rest", scopes: ["orders:write", "payments:write", "products:read"] },
  carrier: { name: "Parcel carrier", transport: "rest", scopes: ["orders:read", "orders:write"] },
} as const satisfies Record<string, { name: string; transport: Transport; scopes: readonly Scope[] }>;

export type KeyName = keyof typeof keys;

export interface Cast {
  readonly people: readonly (DemoAccount & { readonly id: string })[];
  readonly keys: readonly { readonly id: string; readonly name: string; readonly scopes: readonly Scope[] }[];
  readonly key: Readonly<Record<KeyName, Speaker>>;
  readonly admin: Speaker;
  readonly manager: Speaker;
  readonly agent: Speaker;
  readonly provider: Speaker;
}

export function castOf(chance: Chance, tenantId: TenantId, since: Date): Cast {
  const people = demoAccounts.map((account) => ({ ...account, id: chance.idAt(since) }));
  const speaker = (role: Role): Speaker => {
    const person = people.find((each) => each.role === role);
    if (person === undefined) throw new Error(`The demo has no ${role}`);
    return { actor: userActor({ id: person.id, name: person.name, role, tenantId }), transport: "trpc" };
  };
  const made: { id: string; name: string; scopes: readonly Scope[] }[] = [];
  const keySpeaker = (name: KeyName): Speaker => {
    const { transport, ...key } = keys[name];
    const id = chance.idAt(since);
    made.push({ id, ...key });
    return { actor: { type: "api_key", id, name: key.name, tenantId, scopes: new Set(key.scopes) }, transport };
  };
  return {
    people,
    key: {
      webShop: keySpeaker("webShop"),
      marketplace: keySpeaker("marketplace"),
      till: keySpeaker("till"),
      carrier: keySpeaker("carrier"),
    },
    keys: made,
    admin: speaker("admin"),
    manager: speaker("manager"),
    agent: speaker("agent"),
    provider: { actor: systemActor(tenantId, "payments"), transport: "worker" },
  };
}
