import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { invalid } from "./errors.ts";

/** A place in a sorted list: the sort value and the id of the last row seen. */
export type Keyset = readonly [sortValue: string, id: string];

export interface Cursors {
  encode(list: string, keyset: Keyset): string;
  /** Refuses cursors that we did not make, or made for another list. */
  decode(list: string, cursor: string): Keyset;
}

export interface Page<T> {
  data: T[];
  nextCursor: string | null;
}

const keysetShape = z.tuple([z.string(), z.string()]);
const badCursor = () => invalid([{ pointer: "/cursor", detail: "This cursor does not belong to this list." }]);

/** Opaque cursors signed with HMAC-SHA256, so that nobody builds on their inside. `list` names order and filters. */
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

/** Cuts the row that was read beyond the limit and says where the next page begins. */
export function pageOf<T>(rows: T[], limit: number, cursorOf: (row: T) => string): Page<T> {
  const data = rows.slice(0, limit);
  const last = data.at(-1);
  return { data, nextCursor: rows.length > limit && last !== undefined ? cursorOf(last) : null };
}

export const limitInput = z.coerce.number().int().min(1).max(100).default(20);
export const cursorInput = z.string().max(512).optional();
