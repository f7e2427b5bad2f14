import { createHash } from "node:crypto";
import { type Actor, type Scope, userActor } from "#core/kernel/actor.ts";
import { KEY_LEASE_MS } from "#core/kernel/credential-lease.ts";
import { asTenantId } from "#core/kernel/ids.ts";
import { asHubError } from "#core/runtime/execute.ts";
import type { Hub } from "#core/runtime/hub.ts";
import { boundedScopes } from "../bounded-scopes.ts";
import type { Identity } from "../credential.ts";
import { boundsOf } from "../key-bounds.ts";
import { type Claims, type Party, verifiedClaims } from "./access-token.ts";
import { findGrant, type GrantRow } from "./grant-store.ts";
import type { SigningKeys } from "./signing-keys.ts";

interface Checked {
  readonly claims: Claims;
  readonly identity: Pick<Identity, "actor" | "bounds">;
  /** In this process's monotonic clock, measured before the query started. */
  readonly until: number;
}

const MOST = 10_000;

/**
 * Resolves access tokens to actors. A signature is verified once per token and process. That the grant still stands is
 * cached for one second, as for API keys: a revocation responds only after that, so no process accepts the token then.
 */
export class TokenCheck {
  readonly #hub: Hub;
  readonly #keys: SigningKeys;
  readonly #party: Party;
  readonly #held = new Map<string, Checked>();
  readonly #looking = new Map<string, Promise<Checked | undefined>>();

  constructor(hub: Hub, keys: SigningKeys, party: Party) {
    this.#hub = hub;
    this.#keys = keys;
    this.#party = party;
  }

  /** Undefined for an invalid token, and for one whose client, user or family has ended. */
  async identity(token: string): Promise<Checked["identity"] | undefined> {
    return (await this.#find(token))?.identity;
  }

  /** What the token says of itself, with what it may still do; undefined when that is nothing. */
  async claims(token: string): Promise<Claims | undefined> {
    const checked = await this.#find(token);
    if (checked === undefined || checked.identity.actor.scopes.size === 0) return undefined;
    return { ...checked.claims, scope: [...checked.identity.actor.scopes].join(" ") };
  }

  /** What a token says, whether or not its grant still stands. */
  signed(token: string): Promise<Claims | undefined> {
    return verifiedClaims(this.#keys, this.#party, { token, now: this.#hub.clock() });
  }

  /** Repeats when the lookup took longer than its lease. */
  async #find(token: string): Promise<Checked | undefined> {
    const hash = createHash("sha256").update(token).digest("base64");
    let checked = this.#held.get(hash);
    while (checked === undefined || checked.until <= performance.now()) {
      checked = await this.#shared(hash, token);
      if (checked === undefined) return undefined;
    }
    return checked.claims.exp * 1000 > this.#hub.clock().getTime() ? checked : undefined;
  }

  #shared(hash: string, token: string): Promise<Checked | undefined> {
    const looking = this.#looking.get(hash) ?? this.#look(hash, token).finally(() => this.#looking.delete(hash));
    this.#looking.set(hash, looking);
    return looking;
  }

  async #look(hash: string, token: string): Promise<Checked | undefined> {
    const until = performance.now() + KEY_LEASE_MS;
    const known = this.#held.get(hash)?.claims;
    this.#held.delete(hash);
    try {
      const claims = known ?? (await this.signed(token));
      if (claims === undefined) return undefined;
      const { db, clock } = this.#hub;
      const name = { tenantId: claims.tenant, clientId: claims.client_id, id: claims.grant };
      const grant = await findGrant(db.sql, name, clock());
      if (grant === undefined) return undefined;
      const identity = { actor: actorOf(grant, claims), bounds: boundsOf(grant) };
      const checked = { claims, identity, until };
      if (this.#held.size >= MOST) this.#dropOldest();
      this.#held.set(hash, checked);
      return checked;
    } catch (error) {
      throw asHubError(error);
    }
  }

  #dropOldest(): void {
    const [oldest] = this.#held.keys();
    if (oldest !== undefined) this.#held.delete(oldest);
  }
}

/** What a client may do now: what it was given, as far as all of its creators may do it. */
export function scopesOf(grant: GrantRow): Scope[] {
  const makersRights = grant.user === null ? grant.makersRights : [...grant.makersRights, grant.user.rights];
  const granted = new Set(grant.grantScopes);
  return boundedScopes(grant.scopes, { ...grant, makersRights }).filter((scope) => granted.has(scope));
}

/** The client itself; or its user, whose name then tells the client. */
function actorOf(grant: GrantRow, { scope }: Claims): Actor {
  const asked = new Set(scope.split(" "));
  const scopes = new Set<Scope>(scopesOf(grant).filter((each) => asked.has(each)));
  const tenantId = asTenantId(grant.tenantId);
  if (grant.user === null) return { type: "client", id: grant.id, name: grant.name, tenantId, scopes };
  return {
    ...userActor({ ...grant.user, tenantId }),
    name: `${grant.user.name} (${grant.name})`,
    scopes,
    client: grant.id,
  };
}
