import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

/** Licences whose works may be part of a work under MIT with only a notice (SPDX identifiers). */
const PERMISSIVE = new Set(
  "MIT MIT-0 MIT/X11 ISC BSD-2-Clause BSD-3-Clause 0BSD Apache-2.0 Unlicense CC0-1.0 BlueOak-1.0.0 Python-2.0".split(
    " ",
  ),
);

/** Packages under another licence, by name prefix; each with the reason why our own source is unaffected. */
const EXCEPTIONS: readonly { readonly names: string; readonly licence: string; readonly why: string }[] = [
  {
    names: "@img/sharp-",
    licence: "LGPL-3.0-or-later",
    why: "libvips, a shared library that is loaded and not changed",
  },
  { names: "lightningcss", licence: "MPL-2.0", why: "a build tool; its own files stay under MPL" },
  { names: "axe-core", licence: "MPL-2.0", why: "run by tests only" },
  { names: "@axe-core/playwright", licence: "MPL-2.0", why: "run by tests only" },
  { names: "caniuse-lite", licence: "CC-BY-4.0", why: "data that the build reads" },
  { names: "geist", licence: "SIL OPEN FONT LICENSE", why: "fonts, served as they are" },
];

const Lock = z.object({ packages: z.record(z.string(), z.object({ license: z.string().optional() })) });
type Lock = z.infer<typeof Lock>;

const nameOf = (path: string): string => path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);

/** SPDX expressions of one level: all sides of AND are required, one side of OR suffices. */
function isAllowed(name: string, expression: string): boolean {
  const bare = expression.replaceAll(/[()]/g, "");
  if (bare.includes(" OR ")) return bare.split(" OR ").some((each) => isAllowed(name, each));
  return bare.split(" AND ").every((licence) => {
    const isException = EXCEPTIONS.some((each) => name.startsWith(each.names) && each.licence === licence);
    return PERMISSIVE.has(licence) || isException;
  });
}

/** Packages of a lock file with an incompatible or missing licence; `name: licence` each. */
export function foreignLicences({ packages }: Lock): string[] {
  return Object.entries(packages)
    .filter(([path]) => path !== "")
    .map(([path, { license }]) => ({ name: nameOf(path), license: license ?? "no licence" }))
    .filter(({ name, license }) => !isAllowed(name, license))
    .map(({ name, license }) => `${name}: ${license}`);
}

export const readLock = (root: string): Lock =>
  Lock.parse(JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")));
