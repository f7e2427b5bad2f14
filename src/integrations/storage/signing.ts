import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { FileControl } from "#core/kernel/file-control.ts";
import { derived, firstOf, type Secrets, secretsOf } from "#core/kernel/secrets.ts";
import { signatureExpired, wrongSignature } from "./errors.ts";
import type { FileGate, Permit } from "./port.ts";

export const UPLOAD_BASE = "/api/uploads";
export const DOWNLOAD_BASE = "/api/files";

export interface SigningOptions {
  readonly secret: string | Secrets;
  /** Public base URL without a trailing slash. */
  readonly publicUrl: string;
  readonly clock?: () => Date;
}

const size = z.int().min(0);
const Policy = z.object({
  until: z.int(),
  permit: z.discriminatedUnion("use", [
    z.object({ use: z.enum(["post", "put"]), key: z.string(), contentType: z.string(), bytes: size }),
    z.object({
      use: z.literal("get"),
      key: z.string(),
      contentType: z.string(),
      fileName: z.string(),
      sha256: z.string(),
    }),
  ]),
});

/** Permission to upload or download one file, as a policy signed with HMAC-SHA256; the form has S3's fields. */
export function createSigning(options: SigningOptions): FileControl & { readonly gate: FileGate } {
  const { secret, publicUrl, clock = () => new Date() } = options;
  const keys = derived(secretsOf(secret), (each) => Buffer.from(hkdfSync("sha256", each, "", "crossdock files", 32)));
  const mac = (policy: string, key: Buffer) => createHmac("sha256", key).update(policy).digest();
  const sign = (permit: Permit, until: Date) => {
    const policy = Buffer.from(JSON.stringify({ until: until.getTime(), permit })).toString("base64url");
    return { policy, signature: mac(policy, keys()[0]).toString("hex") };
  };
  const address = (base: string, file: string, signed: { policy: string; signature: string }) =>
    `${publicUrl}${base}/${file}?${new URLSearchParams(signed).toString()}`;
  return {
    async presignPost(file, { contentType, bytes, expiresAt }) {
      const { policy, signature } = sign({ use: "post", key: file, contentType, bytes }, expiresAt);
      const fields = { key: file, "Content-Type": contentType, policy, "x-amz-signature": signature };
      return { url: `${publicUrl}${UPLOAD_BASE}/${file}`, fields };
    },
    async presignPut(file, { contentType, bytes, expiresAt }) {
      const signed = sign({ use: "put", key: file, contentType, bytes }, expiresAt);
      return { url: address(UPLOAD_BASE, file, signed), headers: { "content-type": contentType } };
    },
    async presignGet(file, { expiresAt, ...terms }) {
      return address(DOWNLOAD_BASE, file, sign({ use: "get", key: file, ...terms }, expiresAt));
    },
    gate: {
      admit({ policy, signature }) {
        const given = Buffer.from(signature, "hex");
        const isOurs = firstOf(keys, (key) => {
          const expected = mac(policy, key);
          return (given.length === expected.length && timingSafeEqual(given, expected)) || undefined;
        });
        if (isOurs === undefined) throw wrongSignature();
        const { until, permit } = Policy.parse(JSON.parse(Buffer.from(policy, "base64url").toString()));
        if (until < clock().getTime()) throw signatureExpired();
        return permit;
      },
    },
  };
}
