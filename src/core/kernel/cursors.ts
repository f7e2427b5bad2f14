import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { invalid } from "./errors.ts";
import type { Cursors } from "./page.ts";

const keysetShape = z.tuple([z.string(), z.string()]);
const badCursor = () => invalid([{ pointer: "/cursor", detail: "This cursor does not belong to this list." }]);

/** Opaque cursors signed with HMAC-SHA256: clients cannot rely on their content. `list` names order and filters. */
export function cursorCodec(secret: string): Cursors {
  const sign = (list: string, body: string) =>
    createHmac("sha256", secret).update(`cursor\n${list}\n${body}`).digest().subarray(0, 12);
  return {
    encode(list, keyset) {
      const body = Buffer.from(JSON.stringify(keyset)).toString("base64url");
      return `${body}.${sign(list, body).toString("base64url")}`;
    },
    decode(list, cursor) {
      const [body, signature] = cursor.split(".");
      if (body === undefined || signature === undefined) throw badCursor();
      const given = Buffer.from(signature, "base64url");
      const wanted = sign(list, body);
      if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) throw badCursor();
      return keysetShape.parse(JSON.parse(Buffer.from(body, "base64url").toString()));
    },
  };
}
