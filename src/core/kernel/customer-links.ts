import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { stringify, parse as parseId } from "uuid";
import { derived, firstOf, type Secrets, secretsOf } from "./secrets.ts";

/** Makes and reads the tokens of customers' links. */
export interface CustomerLinks {
  /** The page's address, which holds the token. */
  urlOf(id: string): string;
  /** The link that a token names; undefined when we did not sign it. Whether the link stands is not looked at. */
  idIn(token: string): string | undefined;
}

const ID_BYTES = 16;
const MAC_BYTES = 18;
const TOKEN = /^[\w-]{46}$/;

/** A token is the link's id with an HMAC-SHA256 of it: what the database holds opens nothing, and guesses read nothing. */
export function customerLinks(secret: string | Secrets, publicUrl: string): CustomerLinks {
  const keys = derived(secretsOf(secret), (each) =>
    Buffer.from(hkdfSync("sha256", each, "", "crossdock customer links", 32)),
  );
  const mac = (id: Uint8Array, key: Buffer) => createHmac("sha256", key).update(id).digest().subarray(0, MAC_BYTES);
  return {
    urlOf(id) {
      const bytes = parseId(id);
      return `${publicUrl}/o/${Buffer.concat([bytes, mac(bytes, keys()[0])]).toString("base64url")}`;
    },
    idIn(token) {
      if (!TOKEN.test(token)) return undefined;
      const bytes = Buffer.from(token, "base64url");
      const [id, given] = [bytes.subarray(0, ID_BYTES), bytes.subarray(ID_BYTES)];
      return firstOf(keys, (key) => (timingSafeEqual(given, mac(id, key)) ? stringify(id) : undefined));
    },
  };
}
