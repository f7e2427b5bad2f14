import type { Scope } from "./actor.ts";

/** The scope needed to read events of a subject type, on every transport: its own read scope. */
const subjectScopes = {
  order: ["orders:read"],
  customer_link: ["orders:read"],
  credit_note: ["orders:read"],
  invoice: ["orders:read"],
  erp: ["webhooks:read"],
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
  role: ["users:read"],
  invitation: ["users:read"],
  /** Which program was granted access by which user. */
  api_key: ["users:read"],
  oauth_client: ["users:read"],
  webhook_endpoint: ["webhooks:read"],
  webhook_delivery: ["webhooks:read"],
  inbound_source: ["webhooks:read"],
  inbound_message: ["webhooks:read"],
  partner: ["webhooks:read"],
  reconciliation: ["webhooks:read"],
  difference: ["webhooks:read"],
  job: ["jobs:read"],
  /** Names its recipient: staff and customers. */
  mail: ["jobs:read", "users:read", "orders:read"],
} as const satisfies Record<string, readonly Scope[]>;

const bySubject: ReadonlyMap<string, readonly Scope[]> = new Map(Object.entries(subjectScopes));

/** Throws for a subject type without a scope: its events could be read by everyone. */
export function scopesOfSubject(subjectType: string): readonly Scope[] {
  const found = bySubject.get(subjectType);
  if (found === undefined) throw new Error(`Events about ${subjectType} have no scope`);
  return found;
}
