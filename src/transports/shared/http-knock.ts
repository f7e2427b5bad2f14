import type { IncomingMessage } from "node:http";
import { credentialFrom } from "#auth/credential.ts";
import { traceFrom } from "#core/runtime/tracing.ts";
import type { Arrival, Knock } from "#transports/gateway/knock.ts";
import { clientAddress, clientAddressOf } from "./client-address.ts";
import { waitMsFrom } from "./prefer.ts";
import { requestIdFrom } from "./request-context.ts";

export interface HttpArrival extends Pick<Arrival, "calls" | "onCharged"> {
  /** Node's own request, when the server is Node's. */
  readonly incoming?: IncomingMessage | undefined;
  /** How many trusted proxies may add to the forwarded client address. */
  readonly trustProxyHops?: number | undefined;
  /** Where it is known already. */
  readonly requestId?: string | undefined;
}

/** The client address of an HTTP request; requests without a known address share one. */
export function httpArrival({ headers }: Request, arrival: HttpArrival): Arrival {
  const { incoming, trustProxyHops = 0, calls, onCharged } = arrival;
  const address = () =>
    incoming === undefined ? clientAddressOf(Object.fromEntries(headers)) : clientAddress(incoming, trustProxyHops);
  return { calls, onCharged, address: () => address() ?? "unknown" };
}

/** An HTTP request before authentication, with the credential in its headers. */
export const httpKnock = (request: Request, arrival: HttpArrival & Pick<Knock, "transport">): Knock => ({
  ...httpArrival(request, arrival),
  requestId: arrival.requestId ?? requestIdFrom(request.headers.get("x-request-id")),
  trace: traceFrom(request.headers.get("traceparent")),
  transport: arrival.transport,
  credential: credentialFrom(request.headers),
  waitMs: waitMsFrom(request.headers.get("prefer")),
});
