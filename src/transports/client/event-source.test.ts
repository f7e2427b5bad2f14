import { once } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, it } from "vitest";
import { FetchEventSource } from "./package/event-source.js";

let server: Server | undefined;
let source: FetchEventSource | undefined;

afterEach(() => {
  source?.close();
  server?.closeAllConnections();
  server?.close();
});

type Answering = (response: ServerResponse, nth: number) => void;

/** A server with one scripted response per request, and the times of the requests. */
async function visited(answer: Answering): Promise<number[]> {
  const visits: number[] = [];
  server = createServer((_, response) => answer(response, visits.push(performance.now()))).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  source = new FetchEventSource(`http://127.0.0.1:${port}`);
  return visits;
}

const streamed = { "content-type": "text/event-stream" };
const messages = () => {
  const heard: [string, string][] = [];
  source?.addEventListener("message", (event) => {
    if (event instanceof MessageEvent) heard.push([event.lastEventId, String(event.data)]);
  });
  return heard;
};

it("parses streams in chunks, with every line ending, a byte order mark and multi-byte characters", async () => {
  const text = Buffer.from(
    "\uFEFFid: 1\r\ndata: é\r\ndata:b\r\n\r\n: a comment\nid: 2\ndata: c\n\nid: 3\rdata: d\r\r:\n",
  );
  await visited((response) => {
    response.writeHead(200, streamed);
    void (async () => {
      for (const byte of text) {
        response.write(Buffer.from([byte]));
        await sleep(2);
      }
    })();
  });
  const heard = messages();
  await expect
    .poll(() => heard, { timeout: 10_000 })
    .toEqual([
      ["1", "é\nb"],
      ["2", "c"],
      ["3", "d"],
    ]);
});

it("reconnects no sooner than an error response's Retry-After", async () => {
  const visits = await visited((response, nth) => {
    if (nth === 1) response.writeHead(429, { "retry-after": "3" }).end();
    else response.writeHead(200, streamed).write("data: x\n\n");
  });
  await expect.poll(() => visits.length, { timeout: 10_000 }).toBe(2);
  expect((visits[1] ?? 0) - (visits[0] ?? 0)).toBeGreaterThan(2900);
}, 15_000);

it("treats a response that is no event stream, such as a proxy's page, as an error", async () => {
  const visits = await visited((response) =>
    response.writeHead(200, { "content-type": "text/html" }).end("<p>Sign in"),
  );
  if (source !== undefined) await once(source, "serialized-error");
  expect(source?.readyState).toBe(FetchEventSource.CLOSED);
  expect(visits).toHaveLength(1);
});

it("delivers nothing after it is closed inside an error handler", async () => {
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
  await visited((response) => response.writeHead(200, streamed).end("retry: 20000\n\n"));
  const before = timers();
  source?.addEventListener("error", () => source?.close());
  if (source !== undefined) await once(source, "error");
  await sleep(50);
  expect(timers()).toBeLessThanOrEqual(before);
});
