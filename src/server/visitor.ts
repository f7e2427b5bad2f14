import { deviceOf } from "#core/accounts/device.ts";
import { clientAddressOf, forwardedAddress } from "#transports/shared/client-address.ts";
import type { ServerHub } from "./hub.ts";

/** Where a request of the sign-in pages comes from. */
export interface Visitor {
  /** Absent when unknown. */
  readonly ip: string | undefined;
  readonly userAgent: string;
}

type HeaderRecord = Readonly<Record<string, unknown>>;

/** The address is set by our HTTP server, or by the proxies of another host. */
export function visitorOf({ hosted, config }: ServerHub, headers: HeaderRecord | undefined): Visitor {
  const forwarded = textOf(headers?.["x-forwarded-for"]);
  const ip = hosted === undefined ? clientAddressOf(headers) : forwardedAddress(forwarded, config.trustProxyHops);
  return { ip, userAgent: textOf(headers?.["user-agent"]) };
}

/** As it is told in mails. */
export const originOf = ({ ip, userAgent }: Visitor) => ({
  address: ip,
  device: deviceOf(userAgent) ?? undefined,
});

/** A form may repeat a field and JSON may hold any type: a value that is no string matches nothing. */
export const textOf = (value: unknown): string => (typeof value === "string" ? value : "");
