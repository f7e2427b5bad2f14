import type { GraphQLResolveInfo } from "graphql";
import { expect, it } from "vitest";
import { LIMITS } from "../documents/limits.ts";
import { counted } from "./outputs.ts";

it("lists of one response hold a limited number of entries in total, read ahead or later", async () => {
  const context = { entries: LIMITS.entries - 5 } as Parameters<ReturnType<typeof counted>>[2];
  const info = {} as GraphQLResolveInfo;
  expect(counted(() => [1, 2, 3])({}, {}, context, info)).toHaveLength(3);
  expect(counted(() => null)({}, {}, context, info)).toBeNull();
  await expect(counted(() => Promise.resolve([1, 2]))({}, {}, context, info)).resolves.toHaveLength(2);
  expect(() => counted(() => [1])({}, {}, context, info)).toThrow("list entries in a response");
  await expect(counted(() => Promise.resolve([1]))({}, {}, context, info)).rejects.toThrow("list entries");
});
