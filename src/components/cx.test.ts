import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { extendTailwindMerge } from "tailwind-merge";
import { expect, test } from "vitest";
import { cx } from "./cx.ts";

const root = join(import.meta.dirname, "../..");
const reference = extendTailwindMerge({
  cacheSize: 0,
  extend: { classGroups: { "font-size": [{ text: ["2xs"] }], shadow: [{ shadow: ["pop", "low"] }] } },
});

/** Words in texts that look like classes. */
const NO_CLASSES = new Set(["font-size", "font-src"]);

/** Every class used by the screens. */
function classesInUse(): string[] {
  const words = globSync("src/{app,components,features}/**/*.{ts,tsx}", { cwd: root })
    .filter((path) => !path.includes(".test.") && !path.endsWith("class-groups.ts"))
    .flatMap((path) => [...readFileSync(join(root, path), "utf8").matchAll(/"([^"\n]*)"|`([^`]*)`/g)])
    .flatMap(([, plain, template]) => (plain ?? template ?? "").split(/\s+/));
  const isClass = (word: string) => /^[-a-z@*[]/.test(word) && reference(`${word} ${word}`) === word;
  return [...new Set(words)].filter((word) => isClass(word) && !NO_CLASSES.has(word));
}

test("of two classes the later one wins exactly where tailwind-merge reports a conflict", () => {
  const classes = classesInUse();
  expect(classes.length).toBeGreaterThan(500);
  const where = (name: string) => name.slice(0, name.lastIndexOf(":") + 1);
  const wrong = classes.flatMap((one) =>
    classes
      .filter((other) => where(one) === where(other) && cx(one, other) !== reference(one, other))
      .map((other) => `${one} ${other}`),
  );
  expect(wrong).toEqual([]);
});

test("classes of other properties, states and widths are kept", () => {
  expect(cx("h-4 w-full", false, "max-md:h-6 h-8")).toBe("w-full max-md:h-6 h-8");
  expect(cx("[&_svg]:size-4 p-2", ["px-3"])).toBe("[&_svg]:size-4 p-2 px-3");
  expect(cx("unknown p-1", "p-2 unknown")).toBe("p-2 unknown");
});
