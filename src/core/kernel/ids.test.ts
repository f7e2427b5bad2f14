import { validate, version } from "uuid";
import { describe, expect, it } from "vitest";
import { newId } from "./ids.ts";

describe("ids", () => {
  it("are unique UUIDs of version 7 that sort by creation", () => {
    const ids = Array.from({ length: 20_000 }, newId);
    expect(ids.every((id) => validate(id) && version(id) === 7)).toBe(true);
    expect(ids).toEqual([...new Set(ids)].toSorted());
  });
});
