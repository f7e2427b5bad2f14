import { badSignature } from "../errors.ts";
import { fieldsIn, textOf } from "./fields.ts";
import type { Kind } from "./kind.ts";
import { decoded, hmac, refuseStale, refuseUnlessAny } from "./signatures.ts";

const keyOf = (secret: string): Buffer => Buffer.from(secret.replace(/^whsec_/, ""), "base64");

/** Standard Webhooks 1.0.0, also with Svix's header names. */
export const standard: Kind = {
  verify({ headers, body }, secrets, now) {
    const header = (name: string) => headers[`webhook-${name}`] ?? headers[`svix-${name}`];
    const id = header("id");
    const timestamp = refuseStale(header("timestamp"), now);
    if (id === undefined || id.includes(".")) throw badSignature();
    const given = (header("signature") ?? "")
      .split(" ")
      .flatMap((each) => (each.startsWith("v1,") ? decoded(each.slice(3), "base64") : []));
    refuseUnlessAny(
      secrets.map((secret) => hmac(keyOf(secret), `${id}.${timestamp}.`, body)),
      given,
    );
  },
  envelope({ headers, body }) {
    return {
      externalId: headers["webhook-id"] ?? headers["svix-id"] ?? "",
      type: textOf(fieldsIn(body)["type"]) ?? "message",
    };
  },
};
