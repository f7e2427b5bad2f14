import { describe, expect, test } from "vitest";
import { matchStrokes, strokeOf } from "#features/shell/strokes.ts";

const key = (name: string, held: Partial<Record<"metaKey" | "ctrlKey" | "altKey" | "shiftKey", boolean>> = {}) =>
  strokeOf({ key: name, metaKey: false, ctrlKey: false, altKey: false, shiftKey: false, ...held });

describe("a key press has the same name on every keyboard layout", () => {
  test.each([
    ["k", { metaKey: true }, "mod+k"],
    ["k", { ctrlKey: true }, "mod+k"],
    ["?", { shiftKey: true }, "?"],
    ["J", { shiftKey: true }, "shift+j"],
    ["Enter", { shiftKey: true }, "shift+enter"],
  ] as const)("%s %o is %s", (name, held, stroke) => expect(key(name, held)).toBe(stroke));

  test("a modifier alone is no key press", () => expect(key("Shift", { shiftKey: true })).toBeNull());
});

describe("key presses match their shortcut", () => {
  const shortcuts = [{ keys: "g o" }, { keys: "c" }, { keys: "g c" }, { keys: "c", page: true }];
  test("the first key of a sequence waits", () => expect(matchStrokes([], "g", shortcuts)).toEqual({ pending: ["g"] }));
  test("the second completes it", () => expect(matchStrokes(["g"], "o", shortcuts).found).toBe(shortcuts[0]));
  test("a sequence precedes the single key that it ends with", () =>
    expect(matchStrokes(["g"], "c", shortcuts).found).toBe(shortcuts[2]));
  test("an aborted sequence still lets the new key work alone", () => {
    expect(matchStrokes(["g"], "g", shortcuts)).toEqual({ pending: ["g"] });
    expect(matchStrokes(["g"], "y", shortcuts)).toEqual({ pending: [] });
  });
  test("the page's shortcut precedes the shell's", () =>
    expect(matchStrokes([], "c", shortcuts).found).toBe(shortcuts[3]));
});
