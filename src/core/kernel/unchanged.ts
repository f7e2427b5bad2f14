import { isDeepStrictEqual } from "node:util";

/** Whether an update changes nothing: then there is no new version and no event. Two empty values are equal. */
export const isUnchanged = <T extends object>(before: T, after: T): boolean =>
  isDeepStrictEqual(contentOf(before), contentOf(after));

const contentOf = (record: object) => ({ ...record, version: undefined, updatedAt: undefined });
