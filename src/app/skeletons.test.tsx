import { globSync } from "node:fs";
import { join } from "node:path";
import { PathnameContext } from "next/dist/shared/lib/hooks-client-context.shared-runtime.js";
import type { ComponentType } from "react";
import { renderToString } from "react-dom/server";
import { IntlProvider } from "use-intl";
import { expect, test } from "vitest";
import { en } from "#messages/catalogue.ts";

const root = join(import.meta.dirname, "../..");
const skeletons = globSync("src/app/**/loading.tsx", { cwd: root }).toSorted();

/** A query made by a skeleton would exist without data when the screen renders, and cause a hydration mismatch. */
test.each(skeletons)("%s renders without a query", async (path) => {
  const { default: Skeleton }: { default: ComponentType } = await import(join(root, path));
  const markup = renderToString(
    <IntlProvider locale="en" messages={en} timeZone="UTC">
      <PathnameContext value="/">
        <Skeleton />
      </PathnameContext>
    </IntlProvider>,
  );
  expect(markup).toContain('aria-busy="true"');
});

test("every area of the app has its skeleton", () => expect(skeletons.length).toBeGreaterThan(20));
