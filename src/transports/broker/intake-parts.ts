import type { HubError } from "#core/kernel/errors.ts";
import type { TenantId } from "#core/kernel/ids.ts";
import type { Hub } from "#core/runtime/hub.ts";
import type { Broker, Received } from "#integrations/broker/port.ts";
import type { Gateway } from "#transports/gateway/gateway.ts";
import { errorTable } from "#transports/shared/error-table.ts";

export interface Intake {
  readonly hub: Pick<Hub, "db">;
  readonly gateway: Gateway;
  readonly broker: Broker;
  /** Slug of the tenant for messages that name none; absent: the only tenant. */
  readonly tenant?: string | undefined;
}

/** Compatible with pino. */
export interface IntakeLog {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

export interface Refused {
  readonly message: Received;
  readonly error: HubError;
  /** Absent when the message's tenant is unknown. */
  readonly tenantId: TenantId | undefined;
}

/** Failures that a retry may fix: a database outage, or a running request with the same key. */
export const isPassing = ({ kind, retryAfterS }: HubError): boolean =>
  retryAfterS !== undefined || errorTable[kind].queue === "again";
