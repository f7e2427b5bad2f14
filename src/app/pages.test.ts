import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { settingsPages } from "#features/settings/settings-pages.ts";
import { moreScreens } from "#features/shell/more-screens.ts";
import { navItems } from "#features/shell/navigation.ts";

const APP = join(import.meta.dirname, "(app)");
const pages = globSync("**/page.tsx", { cwd: APP }).toSorted();

/** Pages that whoever is signed in may open, and why. */
const OPEN_TO_ALL: Readonly<Record<string, string>> = {
  "(home)/page.tsx": "It leads whoever may not see orders to their first screen.",
  "[...unknown]/page.tsx": "There is nothing here for anybody.",
  "integrations/(list)/page.tsx": "It leads to a list, which asks.",
  "no-access/page.tsx": "It says which permission is missing.",
  "settings/(index)/page.tsx": "It lists what the visitor may open.",
  "settings/profile/page.tsx": "Everybody's own.",
};

it("every page says which permission it needs, or is open to all for a reason", () => {
  const silent = pages.filter((page) => !readFileSync(join(APP, page), "utf8").includes("allowed("));
  expect(silent.filter((page) => !(page in OPEN_TO_ALL))).toEqual([]);
});

it("every address that the navigation, the settings and the command menu offer has a page", () => {
  const paths = new Set(pages.map((page) => `/${page.replaceAll(/\([^)]*\)\//g, "").replace(/\/?page\.tsx$/, "")}`));
  const offered = [...navItems, ...settingsPages, ...moreScreens.filter(({ outside }) => outside !== true)];
  expect(offered.map(({ href }) => href).filter((href) => !paths.has(href))).toEqual([]);
});
