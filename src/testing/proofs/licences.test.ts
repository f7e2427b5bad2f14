import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { foreignLicences, readLock } from "./licences.ts";

const locked = (name: string, license?: string) => ({
  packages: { "": { license: "MIT" }, [`node_modules/a/node_modules/${name}`]: { license } },
});

describe("the licences of our dependencies", () => {
  it("are all compatible with MIT", () => {
    expect(foreignLicences(readLock(join(import.meta.dirname, "../../..")))).toEqual([]);
  });

  it.each(["MIT", "(MIT OR GPL-3.0-only)", "MIT AND ISC AND BSD-3-Clause"])("allow %s", (licence) => {
    expect(foreignLicences(locked("left-pad", licence))).toEqual([]);
  });

  it.each(["AGPL-3.0-only", "GPL-3.0-only", "MIT AND GPL-2.0-only", "LGPL-3.0-or-later", "SEE LICENSE IN LICENSE.md"])(
    "reject %s",
    (licence) => {
      expect(foreignLicences(locked("left-pad", licence))).toEqual([`left-pad: ${licence}`]);
    },
  );

  it("must be declared", () => {
    expect(foreignLicences(locked("left-pad"))).toEqual(["left-pad: no licence"]);
  });

  it("allow exceptions only for the packages that they name", () => {
    expect(foreignLicences(locked("@img/sharp-libvips-linux-x64", "LGPL-3.0-or-later"))).toEqual([]);
    expect(foreignLicences(locked("left-pad", "MPL-2.0"))).toEqual(["left-pad: MPL-2.0"]);
  });
});
