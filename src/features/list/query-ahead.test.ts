import { describe, expect, it } from "vitest";
import { type Ahead, aheadOf, isOver } from "./query-ahead.ts";

/** What is shown after each rendering of the router. */
function shown(ahead: Ahead, renderings: readonly string[]): string[] {
  let current: Ahead | null = ahead;
  return renderings.map((rendered) => {
    if (isOver(current, rendered)) current = null;
    return current?.query ?? rendered;
  });
}

describe("a query string that the router has not rendered yet", () => {
  it("is shown until the router has caught up, and the router's afterwards", () => {
    const ahead = aheadOf(null, "", "q=a");
    expect(shown(ahead, ["", "", "q=a", ""])).toEqual(["q=a", "q=a", "q=a", ""]);
  });

  it("is shown while the router renders those that were set before it", () => {
    const ahead = aheadOf(aheadOf(null, "", "q=a"), "", "q=ab");
    expect(shown(ahead, ["", "q=a", "q=ab"])).toEqual(["q=ab", "q=ab", "q=ab"]);
  });

  it("gives way to a navigation to another place", () => {
    const ahead = aheadOf(null, "", "q=a");
    expect(shown(ahead, ["", "state=open"])).toEqual(["q=a", "state=open"]);
  });

  it("does not come back when the router returns to the one before", () => {
    const ahead = aheadOf(null, "", "q=a");
    expect(shown(ahead, ["q=a", "", "q=a"])).toEqual(["q=a", "", "q=a"]);
  });
});
