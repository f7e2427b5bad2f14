import type { Page } from "@playwright/test";

/** The current time of this machine for one layout and paint of the screen: a lower bound. */
export const frameMs = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const main = document.querySelector("main");
    const copy = main?.cloneNode(true);
    if (!(copy instanceof HTMLElement)) throw new Error("The page has no main part");
    copy.inert = true;
    copy.style.cssText = "position: absolute; inset: 0; z-index: -1";
    const from = performance.now();
    main?.after(copy);
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    const taken = performance.now() - from;
    copy.remove();
    return taken;
  });

interface Going {
  readonly href: string;
  /** The screen's heading. */
  readonly heading: string;
  /** The event that navigates; the last of its type counts. */
  readonly event: "click" | "keydown";
  readonly press: () => Promise<void>;
}

/** Milliseconds from the event to the paint of the screen's skeleton and its marked navigation entry. */
export async function paintedAfter(page: Page, { href, heading, event, press }: Going): Promise<number> {
  await page.evaluate(
    ([to, title, name]) => {
      let from = 0;
      const note = (heard: Event) => {
        from = heard.timeStamp;
      };
      window.addEventListener(name, note, true);
      const isThere = () =>
        document.querySelector("main [data-skeleton]") !== null &&
        document.querySelector("main h1")?.textContent === title &&
        [...document.querySelectorAll(`nav a[href="${to}"][aria-current=page]`)].some((link) => link.checkVisibility());
      const painted = new Promise<number>((resolve, reject) => {
        const giveUp = performance.now() + 10_000;
        const look = () => {
          if (performance.now() > giveUp) reject(new Error(`${title} is not pending at ${location.pathname}`));
          else if (isThere()) setTimeout(() => resolve(performance.now() - from)); // once this frame is painted
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      });
      void painted.then(() => window.removeEventListener(name, note, true));
      Object.assign(window, { painted });
    },
    [href, heading, event] as const,
  );
  await press();
  return page.evaluate((): Promise<number> => Reflect.get(window, "painted"));
}

/** Elements that exist in a screen's skeleton and in the screen itself. */
const LANDMARKS = { heading: "main h1", tabs: "main nav", columns: "main thead", "first row": "main tbody tr" };

export type Places = Readonly<Record<string, number | null>>;

/** The distance of each from the top. */
export const places = (page: Page): Promise<Places> =>
  page.evaluate(
    (landmarks) =>
      Object.fromEntries(
        Object.entries(landmarks).map(([name, selector]) => {
          const part = document.querySelector(selector);
          return [name, part?.checkVisibility() === true ? part.getBoundingClientRect().top : null];
        }),
      ),
    LANDMARKS,
  );

/** Elements that have moved; those in only one of both are ignored. */
export const moved = (before: Places, after: Places): string[] =>
  Object.entries(before).flatMap(([name, top]) => {
    const now = after[name] ?? null;
    return top === null || now === null || Math.abs(now - top) < 1 ? [] : [`${name} by ${String(now - top)} px`];
  });

/** From the next page on, sums up Chromium's layout shifts. */
export async function watchShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const shifts: string[] = [];
    Object.assign(window, { shifts, shifted: 0 });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const value: number = Reflect.get(entry, "value");
        const sources: { node: Node | null }[] = Reflect.get(entry, "sources");
        const nodes = sources.map(({ node }) => (node instanceof Element ? node.outerHTML.slice(0, 120) : "gone"));
        shifts.push(`${value.toFixed(4)} ${nodes.join(" | ")}`);
        Object.assign(window, { shifted: Number(Reflect.get(window, "shifted")) + value });
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
}

export const shifts = (page: Page): Promise<{ sum: number; what: string[] }> =>
  page.evaluate(() => ({ sum: Reflect.get(window, "shifted"), what: Reflect.get(window, "shifts") }));

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
