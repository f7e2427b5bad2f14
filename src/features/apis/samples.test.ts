import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";
import { type ApiId, apis } from "./apis.ts";
import { curlOf, isHere } from "./http-call.ts";
import { type SampleContext, samplesOf } from "./samples.ts";

const context: SampleContext = {
  origin: "https://hub.example.com",
  at: { address: "hub.example.com:50051", intake: "orders", events: "events" },
  tenant: "shop",
  key: "xd_live_key",
  channel: "web",
  sku: `O'Neil "5" <€> $HOME`,
};

/** The words that a shell makes of a command. */
function wordsOf(command: string): string[] {
  const printed = execFileSync("sh", ["-c", `set -- ${command}\nprintf '%s\\0' "$@"`], { encoding: "utf8" });
  return printed.split("\0").slice(0, -1);
}

const ids = apis.map(({ id }) => id);

const secretless: ReadonlySet<ApiId> = new Set(["kafka", "redis"]);

it.each(ids.filter((id) => !secretless.has(id)))("%s: every call contains the key", (id) => {
  const samples = samplesOf(id, context);
  expect(samples.map(({ text }) => text.includes("xd_live_key"))).toEqual(samples.map(() => true));
});

it.each(ids.filter((id) => id !== "sse"))("%s: an order is placed on the tenant's channel", (id) => {
  const places = samplesOf(id, context).filter((sample) => sample.id === "place");
  expect(places.map(({ text }) => text.includes("web"))).toEqual([true]);
});

it.each(ids)("%s: what the console sends is what the command sends", (id) => {
  const sent = samplesOf(id, context).flatMap(({ text, call }) => (call === undefined ? [] : [{ text, call }]));
  const words = sent.map(({ text }) => wordsOf(text));
  const wanted = sent.map(({ call: { path, body, headers = {} } }) => [
    context.origin + path,
    ...(body === undefined ? [] : ["--data-binary", body]),
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ]);
  expect(words.map((each, index) => wanted[index]?.filter((word) => !each.includes(word)))).toEqual(sent.map(() => []));
});

it("a SKU with quotes, markup and a shell variable reaches every protocol as it is", () => {
  const body = (id: ApiId) => samplesOf(id, context).find((sample) => sample.id === "place")?.call?.body ?? "";
  const place = { channel: "web", lines: [{ sku: context.sku, quantity: 1 }] };
  expect(JSON.parse(body("rest"))).toEqual(place);
  expect(JSON.parse(body("trpc"))).toEqual(place);
  expect(JSON.parse(body("graphql"))).toMatchObject({ variables: { input: place } });
  expect(body("soap")).toContain("<x:sku>O&#39;Neil &#34;5&#34; &#60;€&#62; $HOME</x:sku>");
  for (const id of ["grpc", "kafka", "redis"] as const) {
    const text = samplesOf(id, context).find((sample) => sample.id === "place")?.text ?? "";
    expect(wordsOf(text.replaceAll("|\n", " "))).toContain(JSON.stringify(place));
  }
});

it("a POST without a body says that it is a POST", () => {
  expect(wordsOf(curlOf({ method: "POST", path: "/x" }, context)).join(" ")).toContain(
    "-X POST https://hub.example.com/x",
  );
});

it.each([
  "//elsewhere.example/",
  "/\t/elsewhere.example/",
  "/\\elsewhere.example/",
  "https://elsewhere.example/",
  "//",
])("a path that leads to another host is none of this hub's: %j", (path) =>
  expect(isHere(path, context.origin)).toBe(false),
);

it("a path from the root is this hub's, whatever its query says", () => {
  expect(isHere("/api/v2/orders?q=//elsewhere.example", context.origin)).toBe(true);
});
