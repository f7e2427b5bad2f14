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
    const changed = Buffer.from(sealed, "base64url"); // without the key's id: as it was written before keys had ids
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
    expect(() => sealer.open(changed.toString("base64url"))).toThrow(/authenticate/);
    expect(() => sealer.open(sealed.slice(0, 20))).toThrow(/authenticate/);
    expect(() => createSealer("another").open(sealed)).toThrow(/authenticate/);
  });

  it("opens with each secret that is accepted, seals with the first, and tells which it was", () => {
    const older = createSealer("the secret before").seal("x");
    const both = createSealer(() => ["the next secret", "the secret before"]);
    expect(both.open(older)).toBe("x");
    expect([both.isCurrent(older), both.isCurrent(both.seal("x"))]).toEqual([false, true]);
  });

  it("looks for new secrets at once when it meets the id of a key that it does not know", () => {
    let looked = 0;
    const late = createSealer((look) => (look === "now" ? ((looked += 1), ["next", "before"]) : ["before"]));
    expect(late.open(createSealer("next").seal("x"))).toBe("x");
    expect(late.open(createSealer("before").seal("x"))).toBe("x");
    expect(looked).toBe(1);
  });

  it("is read by processes that know no key ids: decoders of base64 stop at its end mark", () => {
    for (let length = 0; length < 40; length += 1) {
      const [body = "", id] = sealer.seal("x".repeat(length)).split("=");
      expect(id).toHaveLength(8);
      expect(Buffer.from(`${body}=${id}`, "base64url")).toEqual(Buffer.from(body, "base64url"));
    }
  });
});
