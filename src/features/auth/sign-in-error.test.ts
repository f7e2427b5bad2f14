import { describe, expect, test } from "vitest";
import { safeReturnPath, signInProblem } from "#features/auth/sign-in-error.ts";

describe("a failed sign-in shows what to do and reveals nothing else", () => {
  test.each([
    ["CredentialsSignin", 401, { key: "wrong" }],
    ["user not found", 401, { key: "wrong" }],
    ["auth.throttled:42", 401, { key: "throttled", minutes: 1 }],
    ["auth.throttled:840", 401, { key: "throttled", minutes: 14 }],
    ["auth.throttled", 401, { key: "throttled", minutes: 1 }],
    [null, 429, { key: "throttled", minutes: 1 }],
    ["auth.disabled", 401, { key: "disabled" }],
    [null, 503, { key: "unreachable" }],
  ] as const)("%s with status %i", (error, status, problem) => expect(signInProblem(error, status)).toEqual(problem));
});

describe("the return path stays on this site", () => {
  test.each(["/orders?status=pending", "/"])("%s is accepted", (path) => expect(safeReturnPath(path)).toBe(path));
  test.each([
    "//evil.example",
    "/..//evil.example",
    "/.//evil.example",
    "/%2e%2e//evil.example",
    "/a/..//evil.example",
    "/a/../..//evil.example",
    "/.\\/evil.example",
    "/\n/evil.example",
    "/\\evil.example",
    "https://evil.example",
    "javascript:alert(1)",
    "/\t/evil.example",
    "",
    undefined,
  ])("%s is rejected", (path) => expect(safeReturnPath(path)).toBe("/"));
});
