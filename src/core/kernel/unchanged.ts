import { isDeepStrictEqual } from "node:util";

/** Whether a change comes to nothing. Then there is no new version and no event; both are no content themselves. */
export const isUnchanged = <T extends object>(before: T, after: T): boolean =>
  isDeepStrictEqual(contentOf(before), contentOf(after));

const contentOf = (record: object) => ({ ...record, version: undefined, updatedAt: undefined });
