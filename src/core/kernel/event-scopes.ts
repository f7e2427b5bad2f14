import type { Scope } from "./actor.ts";

/** What must be held to hear of a subject: its own reading scope, whichever transport tells of it. */
const subjectScopes = {
  order: ["orders:read"],
  credit_note: ["orders:read"],
  export: ["orders:read"],
  upload: ["orders:read"],
  customer: ["customers:read"],
  product: ["products:read"],
  stock_level: ["inventory:read"],
  import: ["imports:read"],
  channel: ["settings:read"],
  location: ["settings:read"],
  tenant: ["settings:read"],
  user: ["users:read"],
  /** Who of the staff has let which program in. */
  api_key: ["users:read"],
  webhook_endpoint: ["webhooks:read"],
  webhook_delivery: ["webhooks:read"],
  inbound_source: ["webhooks:read"],
  inbound_message: ["webhooks:read"],
  partner: ["webhooks:read"],
  reconciliation: ["webhooks:read"],
  difference: ["webhooks:read"],
  job: ["jobs:read"],
  /** Names whom it goes to: staff and customers. */
  mail: ["jobs:read", "users:read", "orders:read"],
} as const satisfies Record<string, readonly Scope[]>;

const bySubject: ReadonlyMap<string, readonly Scope[]> = new Map(Object.entries(subjectScopes));

/** Throws for a subject that nobody has given a scope: its events could be read by everybody. */
export function scopesOfSubject(subjectType: string): readonly Scope[] {
  const found = bySubject.get(subjectType);
  if (found === undefined) throw new Error(`Events about ${subjectType} have no scope`);
  return found;
}
