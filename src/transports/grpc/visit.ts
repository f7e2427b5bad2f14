import type { Metadata } from "@grpc/grpc-js";
import { authorizationOf, type Credential } from "#auth/credential.ts";
import { cancelled, type HubError, timedOut } from "#core/kernel/errors.ts";
import { traceFrom } from "#core/runtime/tracing.ts";
import type { Gateway } from "#transports/gateway/gateway.ts";
import { type Charged, limitHeaders } from "#transports/gateway/limits.ts";
import { forwardedAddress } from "#transports/shared/client-address.ts";
import { idempotencyKeyFrom } from "#transports/shared/idempotency-key.ts";
import { requestIdFrom } from "#transports/shared/request-context.ts";
import type { Visit } from "./methods.ts";

/** As much of a call of grpc-js as is needed to know who calls. */
export interface Call {
  readonly metadata: Metadata;
  getPeer(): string;
  getDeadline(): Date | number;
  on(event: "cancelled", heard: () => void): unknown;
}

export interface Door {
  readonly gateway: Gateway;
  readonly trustProxyHops: number;
  /** Reports unexpected errors. */
  readonly onError: (error: unknown) => void;
}

export interface Arrived extends Visit {
  readonly requestId: string;
  /** Quota headers, once the call was charged. */
  readonly quota: () => Readonly<Record<string, string>>;
  /** Ends what is read for this call, as a failure when there is a reason. */
  readonly end: (reason?: HubError) => void;
}

/** Reads the caller's credential from the metadata; verifies nothing. */
export function arrive({ gateway, trustProxyHops }: Door, call: Call): Arrived {
  const { metadata } = call;
  const leave = new AbortController();
  call.on("cancelled", () => leave.abort(isOver(call) ? timedOut() : cancelled()));
  let charged: Charged | undefined;
  const requestId = requestIdFrom(textOf(metadata, "x-request-id"));
  const knock = {
    transport: "grpc",
    credential: credentialOf(metadata),
    requestId,
    trace: traceFrom(textOf(metadata, "traceparent")),
    address: () => forwardedAddress(allOf(metadata, "x-forwarded-for"), trustProxyHops) ?? addressOf(call.getPeer()),
    onCharged: (told: Charged) => void (charged = told),
  } as const;
  return {
    requestId,
    left: leave.signal,
    get idempotencyKey() {
      return idempotencyKeyFrom(textOf(metadata, "idempotency-key") ?? null);
    },
    enter: (calls) => gateway.enter({ ...knock, calls }),
    quota: () => (charged === undefined ? {} : limitHeaders(charged)),
    end: (reason) => leave.abort(reason),
  };
}

/** A client ends its own deadline before ours, which begins when the call arrives, is over. */
const TRAVEL_MS = 250;
const isOver = (call: Call): boolean => Number(call.getDeadline()) <= Date.now() + TRAVEL_MS;

function textOf(metadata: Metadata, name: string): string | undefined {
  const [value] = metadata.get(name);
  return typeof value === "string" ? value : undefined;
}

const allOf = (metadata: Metadata, name: string): string => metadata.get(name).join(",");

/** Only explicit credentials, never cookies. */
function credentialOf(metadata: Metadata): Credential | undefined {
  const authorization = textOf(metadata, "authorization");
  return authorization === undefined || authorization === "" ? undefined : authorizationOf(authorization);
}

/** `10.0.0.7:51234` without its port. */
const addressOf = (peer: string): string => peer.slice(0, Math.max(0, peer.lastIndexOf(":"))) || "unknown";
