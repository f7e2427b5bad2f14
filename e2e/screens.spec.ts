import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { screens } from "./every-screen.ts";
import { expect, openScreen, test } from "./fixtures.ts";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** In a frame without scripts axe cannot run either; what it shows came with a mail. */
const CLOSED_FRAME = "iframe[sandbox]:not([sandbox~=allow-scripts])";
/** What lies over a screen. */
const OVERLAY = "[role=dialog], [role=menu]";

/** Of another theme only the colours are other; of an overlay the screen under it is known. */
interface Look {
  readonly rules: "all" | "colours";
  readonly overlay: boolean;
}

/** What axe found, short enough to read: the rule and where it is broken. */
async function violations(page: Page, { rules, overlay }: Look): Promise<string[]> {
  const axe = new AxeBuilder({ page }).exclude(CLOSED_FRAME);
  const chosen = rules === "all" ? axe.withTags(RULES) : axe.withRules(["color-contrast"]);
  const { violations: found } = await (overlay ? chosen.include(OVERLAY) : chosen).analyze();
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary ?? ""}`));
}

/** Nothing that can be seen moves any more, and nothing is loading. */
async function settled(page: Page): Promise<void> {
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
  await page.evaluate(async () => {
    const isSeen = (effect: AnimationEffect | null) =>
      effect instanceof KeyframeEffect &&
      effect.getComputedTiming().endTime !== Infinity &&
      effect.target?.checkVisibility({ contentVisibilityAuto: true }) === true;
    const moving = document.getAnimations().filter(({ effect }) => isSeen(effect));
    await Promise.all(moving.map((animation) => animation.finished.catch(() => undefined)));
  });
}

const excess = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

const DESK = { width: 1280, height: 720 };
const PHONE = { width: 360, height: 740 };

/** Both widths and both themes: every rule at each width, the colours in all four. */
async function inspect(page: Page, overlay = false): Promise<void> {
  for (const [size, themes] of [
    [DESK, ["light", "dark"]],
    [PHONE, ["dark", "light"]],
  ] as const) {
    await page.setViewportSize(size);
    for (const theme of themes) {
      await page.emulateMedia({ colorScheme: theme });
      await expect(page.locator("html")).toHaveAttribute("data-theme", theme);
      await settled(page);
      const look = { rules: theme === themes[0] ? "all" : "colours", overlay } as const;
      expect(await violations(page, look), `axe at ${String(size.width)} px in ${theme}`).toEqual([]);
    }
    expect(await excess(page), `pixels that stick out at the side at ${String(size.width)} px`).toBe(0);
  }
}

for (const { name, path, heading, lost = false, act, over = {} } of screens) {
  test(`${name}: accessible in light and dark, fits a desk and a phone`, async ({ page, api, complaints }) => {
    if (lost) complaints.expect(/404 \(Not Found\)/);
    await openScreen(page, typeof path === "string" ? path : await path(api));
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(heading);
    await act?.(page);
    await inspect(page);
    for (const [what, open] of Object.entries(over))
      await test.step(what, async () => {
        await page.setViewportSize(DESK);
        await open(page);
        await inspect(page, true);
        await page.keyboard.press("Escape");
        await expect(page.locator(OVERLAY)).toHaveCount(0);
      });
  });
}

test.describe("signed out", () => {
  test.use({ as: null });

  test("Sign in: accessible in light and dark, fits a desk and a phone", async ({ page }) => {
    await openScreen(page, "/sign-in");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sign in");
    await inspect(page);
  });
});
