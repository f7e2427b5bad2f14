import { createHash, randomBytes } from "node:crypto";
import { asTenantId, type TenantId } from "../kernel/ids.ts";

const PREFIX = "xd_invite_";
const TENANT_BYTES = 16;
const SECRET_BYTES = 32;
const SHAPE = new RegExp(`^${PREFIX}([A-Za-z0-9_-]{64})$`);

/** Names its tenant, so that it is looked up there and nowhere else; the rest is random. */
export function makeToken(tenantId: TenantId): string {
  const tenant = Buffer.from(tenantId.replaceAll("-", ""), "hex");
  return PREFIX + Buffer.concat([tenant, randomBytes(SECRET_BYTES)]).toString("base64url");
}

/** The tenant that a token names, whether or not there is one; undefined for a text that is no token. */
export function tenantOf(token: string): TenantId | undefined {
  const [, body] = SHAPE.exec(token) ?? [];
  if (body === undefined) return undefined;
  const hex = Buffer.from(body, "base64url").subarray(0, TENANT_BYTES).toString("hex");
  return asTenantId(hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5"));
}

export const hashOf = (token: string): string => createHash("sha256").update(token).digest("base64url");
