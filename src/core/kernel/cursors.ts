import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { invalid } from "./errors.ts";
import type { Cursors } from "./page.ts";
import { firstOf, type Secrets, secretsOf } from "./secrets.ts";

const keysetShape = z.tuple([z.string(), z.string()]);
const badCursor = () => invalid([{ pointer: "/cursor", detail: "This cursor does not belong to this list." }]);

/** Opaque cursors signed with HMAC-SHA256: clients cannot rely on their content. `list` names order and filters. */
export function cursorCodec(secret: string | Secrets): Cursors {
  const secrets = secretsOf(secret);
  const sign = (key: string, list: string, body: string) =>
    createHmac("sha256", key).update(`cursor\n${list}\n${body}`).digest().subarray(0, 12);
  return {
    encode(list, keyset) {
      const body = Buffer.from(JSON.stringify(keyset)).toString("base64url");
      return `${body}.${sign(secrets()[0], list, body).toString("base64url")}`;
    },
    decode(list, cursor) {
      const [body, signature] = cursor.split(".");
      if (body === undefined || signature === undefined) throw badCursor();
      const given = Buffer.from(signature, "base64url");
      const isOurs = firstOf(secrets, (key) => {
        const wanted = sign(key, list, body);
        return (given.length === wanted.length && timingSafeEqual(given, wanted)) || undefined;
      });
      if (isOurs === undefined) throw badCursor();
      return keysetShape.parse(JSON.parse(Buffer.from(body, "base64url").toString()));
    },
  };
}
