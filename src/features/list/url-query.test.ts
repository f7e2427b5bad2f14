import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

/** The parts of a browser that writing a URL touches. */
function browser(start: string) {
  const writes: string[] = [];
  let url = new URL(start);
  const go = (how: string) => (_state: unknown, _title: string, to: string) => {
    url = new URL(to, url);
    writes.push(`${how} ${url.search}${url.hash}`);
  };
  vi.stubGlobal("location", {
    get href() {
      return url.href;
    },
    get pathname() {
      return url.pathname;
    },
    get search() {
      return url.search;
    },
    get hash() {
      return url.hash;
    },
  });
  vi.stubGlobal("history", { pushState: go("push"), replaceState: go("replace") });
  return { writes, navigate: (to: string) => void (url = new URL(to, url)) };
}

async function type(text: string, name = "q") {
  const { currentQuery, writeQuery } = await import("./url-query.ts");
  const query = currentQuery();
  query.set(name, text);
  writeQuery(query);
}

beforeEach(() => {
  vi.resetModules();
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("writing the query string of the URL", () => {
  it("is immediate, then at most ten times a second, and the last text arrives", async () => {
    const { writes } = browser("https://hub.example/orders#top");
    for (const text of ["m", "mu", "mug"]) await type(text);
    expect(writes).toEqual(["replace ?q=m#top"]);
    vi.advanceTimersByTime(200);
    expect(writes).toEqual(["replace ?q=m#top", "replace ?q=mug#top"]);
  });

  it("merges what others have queued", async () => {
    const { writes } = browser("https://hub.example/orders");
    await type("m");
    await type("mu");
    await type("open", "state");
    vi.advanceTimersByTime(200);
    expect(writes.at(-1)).toBe("replace ?q=mu&state=open");
  });

  it("drops what was queued for a page that has been left", async () => {
    const { writes, navigate } = browser("https://hub.example/orders");
    await type("m");
    await type("mu");
    navigate("https://hub.example/customers");
    vi.advanceTimersByTime(200);
    expect(writes).toEqual(["replace ?q=m"]);
  });

  it("never replaces a pending navigation, whose URL comes later", async () => {
    const { writes } = browser("https://hub.example/orders");
    const { beginNavigation } = await import("#components/hooks/pending-navigation.ts");
    await type("m");
    await type("mu");
    beginNavigation("https://hub.example/orders/1042");
    vi.advanceTimersByTime(200);
    expect(writes).toEqual(["replace ?q=m"]);
  });

  it("makes a new history entry at once, with what was queued", async () => {
    const { writes } = browser("https://hub.example/stock");
    await type("m");
    await type("mu");
    const { currentQuery, writeQuery } = await import("./url-query.ts");
    const query = currentQuery();
    query.set("level", "A@B");
    writeQuery(query, "push");
    vi.advanceTimersByTime(200);
    expect(writes).toEqual(["replace ?q=m", "push ?q=mu&level=A%40B"]);
  });

  it("leaves commas readable and escaped ones escaped", async () => {
    const { writes } = browser("https://hub.example/orders");
    await type("paid,a%2Cb");
    expect(writes).toEqual(["replace ?q=paid,a%252Cb"]);
  });
});
