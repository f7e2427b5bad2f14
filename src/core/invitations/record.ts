import type { z } from "zod";
import type { UserRole } from "../kernel/actor.ts";
import type { Maker } from "../keys/store.ts";
import { invitationAccepted, invitationExpired, invitationRevoked } from "./errors.ts";
import type { InvitationView } from "./schemas.ts";

export interface InvitationRecord {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: UserRole;
  readonly roleId: string | null;
  readonly invitedBy: string;
  /** Null: the operator. */
  readonly maker: Maker | null;
  readonly createdAt: Date;
  readonly sentAt: Date;
  readonly expiresAt: Date;
  readonly acceptedAt: Date | null;
  readonly revokedAt: Date | null;
}

type View = z.input<typeof InvitationView>;

export function stateOf({ acceptedAt, revokedAt, expiresAt }: InvitationRecord, now: Date): View["state"] {
  if (acceptedAt !== null) return "accepted";
  if (revokedAt !== null) return "revoked";
  return expiresAt <= now ? "expired" : "open";
}

export const viewOf = (record: InvitationRecord, now: Date): View => ({
  ...record,
  state: stateOf(record, now),
  createdAt: record.createdAt.toISOString(),
  sentAt: record.sentAt.toISOString(),
  expiresAt: record.expiresAt.toISOString(),
});

/** Expiry ends a link only: it may be sent again. */
export function refuseEnded({ acceptedAt, revokedAt }: InvitationRecord): void {
  if (acceptedAt !== null) throw invitationAccepted();
  if (revokedAt !== null) throw invitationRevoked();
}

export function refuseClosed(record: InvitationRecord, now: Date): void {
  refuseEnded(record);
  if (record.expiresAt <= now) throw invitationExpired();
}

export const factsOf = ({ email, name, role, roleId }: InvitationRecord) => ({ email, name, role, roleId });

export const LASTS_MS = 7 * 86_400_000;
