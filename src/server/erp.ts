import type { Config } from "#config/config.ts";
import type { Erp } from "#integrations/erp/port.ts";
import { SoapErp } from "#integrations/erp/soap-erp.ts";
import { HttpOut } from "#integrations/http-out/http-out.ts";
import { SoapClient } from "#integrations/soap/soap-client.ts";

/** The ERP that this process is configured for. */
export interface ConfiguredErp {
  readonly erp: Erp;
  readonly wsdlUrl: string;
  readonly tenant: string | undefined;
  /** An invoice is leased for longer than its three requests take. */
  readonly leaseMs: number;
}

const SHORTEST_LEASE_MS = 60_000;

/**
 * Its address is the operator's own, so that it may be in a private network; the client asks no other server but that
 * (docs/decisions/0011-erp.md).
 */
export function configuredErp({ erp: given }: Pick<Config, "erp">): ConfiguredErp | undefined {
  if (given === undefined) return undefined;
  const { wsdlUrl, tenant, timeoutMs } = given;
  const out = new HttpOut({ allowPrivate: true, connections: 8 });
  const leaseMs = Math.max(SHORTEST_LEASE_MS, timeoutMs * 6);
  return { erp: new SoapErp(new SoapClient({ ...given, out })), wsdlUrl, tenant, leaseMs };
}
