import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { contentSecurityPolicy, sonnerStyleHashes } from "#features/shell/security-headers.ts";

const sha256 = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

describe("the content security policy", () => {
  test("allows sonner's stylesheet as installed, and its empty initial state", async () => {
    const source = await readFile(new URL(import.meta.resolve("sonner")), "utf8");
    const literal = /__insertCSS\((".*")\);/.exec(source)?.[1] ?? '""';
    expect(sonnerStyleHashes).toEqual([sha256(""), sha256(String(JSON.parse(literal)))]);
  });

  test("allows no inline script and no eval in production", () => {
    const script = contentSecurityPolicy("abc", false)
      .split("; ")
      .find((directive) => directive.startsWith("script-src "));
    expect(script).toBe("script-src 'self' 'nonce-abc' 'strict-dynamic'");
  });

  test("forbids framing and changes of the base URL", () => {
    const policy = contentSecurityPolicy("abc", false);
    for (const directive of ["frame-ancestors 'none'", "base-uri 'self'", "object-src 'none'", "form-action 'self'"])
      expect(policy).toContain(directive);
  });
});
