import { describe, expect, it } from "vitest";
import { createSealer } from "./sealing.ts";

const sealer = createSealer("a secret of this server");

describe("encryption at rest", () => {
  it("decrypts what was encrypted, and never produces the same bytes twice", () => {
    const sealed = sealer.seal("whsec_grüße");
    expect(sealer.open(sealed)).toBe("whsec_grüße");
    expect(sealer.seal("whsec_grüße")).not.toBe(sealed);
    expect(sealed).not.toContain("whsec");
  });

  it("rejects ciphertext that was changed, cut, or encrypted with another secret", () => {
    const sealed = sealer.seal("whsec_1");
    const changed = Buffer.from(sealed, "base64url");
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
    expect(() => sealer.open(changed.toString("base64url"))).toThrow(/authenticate/);
    expect(() => sealer.open(sealed.slice(0, 20))).toThrow(/tag/);
    expect(() => createSealer("another").open(sealed)).toThrow(/authenticate/);
  });
});
