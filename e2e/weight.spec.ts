import { gzipSync } from "node:zlib";
import { expect, test } from "./fixtures.ts";

/** In kB, compressed. React and Next alone are 132 of them. */
const MOST_KB = 222;

for (const path of ["/orders", "/customers"]) {
  test(`${path}: the initial scripts weigh no more than ${String(MOST_KB)} kB compressed`, async ({ page }) => {
    const html = await (await page.request.get(path)).text();
    const tags = [...html.matchAll(/<script[^>]* src="([^"]+)"[^>]*>/g)].filter(([tag]) => !/nomodule/i.test(tag));
    const scripts = [...new Set(tags.flatMap(([, src]) => src ?? []))];
    expect(scripts.length).toBeGreaterThan(3);
    const weights = await Promise.all(
      scripts.map(async (src) => ({ src, bytes: gzipSync(await (await page.request.get(src)).body()).length })),
    );
    const list = weights.toSorted((one, other) => other.bytes - one.bytes);
    const sum = list.reduce((bytes, weight) => bytes + weight.bytes, 0) / 1000;
    const said = `${path} ${sum.toFixed(1)} kB: ${list.map(({ src, bytes }) => `${src.split("/").at(-1) ?? src} ${String(bytes)}`).join(", ")}`;
    test.info().annotations.push({ type: "weight", description: said });
    expect(sum, said).toBeLessThanOrEqual(MOST_KB);
  });
}
