import { failure } from "#core/kernel/errors.ts";

/** The subject of a rate limit: a key, a user, or the address of an unauthenticated caller. */
export const limitKinds = ["key", "user", "ip"] as const;
export type LimitKind = (typeof limitKinds)[number];

export interface Policy {
  /** Requests per window. */
  readonly quota: number;
  readonly windowS: number;
}

export interface Charged extends Policy {
  readonly kind: LimitKind;
  readonly allowed: boolean;
  /** The remaining quota, as far as this process knows. */
  readonly remaining: number;
  readonly resetS: number;
}

export interface ChargeMore {
  readonly calls?: number | undefined;
  readonly policy?: Policy | undefined;
}

export interface Limits {
  /**
   * Takes calls off a quota, by default one, all or none. `policy`: the subject's own, in place of the one of its kind.
   * Undefined: no limit of this kind. Never rejects.
   */
  charge(kind: LimitKind, subject: string, more?: ChargeMore): Charged | Promise<Charged> | undefined;
}

export const quotaExceeded = failure("limited", "request.quota_exceeded", (charged: Charged) => ({
  message: `More than ${charged.quota} requests in ${charged.windowS} seconds.`,
  details: { policy: charged.kind },
  retryAfterS: charged.resetS,
}));

/** The two header fields of draft-ietf-httpapi-ratelimit-headers-11. */
export function limitHeaders({ kind, quota, windowS, remaining, resetS }: Charged): Record<string, string> {
  return {
    "ratelimit-policy": `"${kind}";q=${quota};w=${windowS}`,
    ratelimit: `"${kind}";r=${remaining};t=${resetS}`,
  };
}
