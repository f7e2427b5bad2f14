import { createServer } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Receiver, startReceiver } from "#testing/fixtures/receiver.ts";
import { mayConnect } from "./addresses.ts";
import { HttpOut, type HttpOutOptions } from "./http-out.ts";

let receiver: Receiver;
const opened: HttpOut[] = [];

beforeAll(async () => {
  receiver = await startReceiver();
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((each) => each.close()));
});
afterAll(() => receiver.close());

function out(options: Partial<HttpOutOptions> = {}): HttpOut {
  const made = new HttpOut({ allowPrivate: true, ...options });
  opened.push(made);
  return made;
}
const ask = (from: HttpOut, url: string, timeoutMs = 2000) => from.fetchOut({ url, timeoutMs, maxBytes: 65_536 });
const reason = (from: HttpOut, url: string, timeoutMs?: number) =>
  ask(from, url, timeoutMs).then(
    ({ status }) => status,
    (error: { reason: string }) => error.reason,
  );

describe("addresses", () => {
  it.each([
    "10.1.2.3",
    "127.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "100.64.0.1",
    "169.254.169.254",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fd12::1",
    "fe80::1",
    "fe80::1%eth0",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:a9fe:a9fe",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "::169.254.169.254",
    "::7f00:1",
    "::ffff:0:7f00:1",
    "::ffff:0:169.254.169.254",
    "not an address",
  ])("%s is private", (address) => expect(mayConnect(address, false)).toBe(false));

  it.each(["8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "::ffff:8.8.8.8"])("%s is public", (address) =>
    expect(mayConnect(address, false)).toBe(true),
  );

  it("loopback and private networks can be allowed for development, cloud metadata addresses never", () => {
    expect(["127.0.0.1", "::1", "10.0.0.1", "fd12::1"].every((address) => mayConnect(address, true))).toBe(true);
    expect(["169.254.169.254", "::ffff:169.254.169.254", "fd00:ec2::254"].some((at) => mayConnect(at, true))).toBe(
      false,
    );
  });
});

describe("a request to a user-defined URL", () => {
  it("never connects to a private target, in any notation", async () => {
    const strict = out({ allowPrivate: false });
    const hosts = ["127.0.0.1", "127.1", "2130706433", "0x7f000001", "[::1]", "[::ffff:127.0.0.1]", "localhost"];
    for (const host of hosts) expect(await reason(strict, `https://${host}:${receiver.port}/`)).toBe("blocked_address");
    expect(await reason(strict, receiver.url)).toBe("wrong_url");
    expect(await reason(strict, "https://user:pass@example.com/")).toBe("wrong_url");
    expect(await reason(out(), "file:///etc/passwd")).toBe("wrong_url");
    expect(await reason(out(), "http://169.254.169.254/latest/meta-data")).toBe("blocked_address");
    expect(receiver.received).toEqual([]);
  });

  it("connects to the address that was checked, which prevents DNS rebinding", async () => {
    let looked = 0;
    const rebinding = out({
      allowPrivate: false,
      resolve: (_name, _options, done) => {
        looked += 1;
        done(null, [{ address: looked === 1 ? "169.254.169.254" : "127.0.0.1", family: 4 }]);
      },
    });
    expect(await reason(rebinding, `https://rebind.example:${receiver.port}/`)).toBe("blocked_address");
    expect(await reason(rebinding, `https://rebind.example:${receiver.port}/`)).toBe("blocked_address");
    const named = out({ resolve: (_name, _options, done) => done(null, [{ address: "127.0.0.1", family: 4 }]) });
    expect(await reason(named, `http://shop.example:${receiver.port}/`)).toBe(200);
  });

  it("does not follow redirects", async () => {
    const before = receiver.received.length;
    receiver.answer = (_request, response) => void response.writeHead(302, { location: receiver.url }).end();
    expect(await reason(out(), receiver.url)).toBe(302);
    expect(receiver.received.length).toBe(before + 1);
  });

  it("reads a huge or endless body up to a limit, and enforces its timeout", async () => {
    receiver.answer = (_request, response) => {
      const timer = setInterval(() => response.write(Buffer.alloc(65_536, "x")), 1);
      response.on("close", () => clearInterval(timer));
    };
    const endless = await ask(out(), receiver.url);
    expect(endless).toMatchObject({ status: 200, cut: true });
    expect(endless.body.length).toBe(65_536);
    receiver.answer = (_request, response) => void response.writeHead(200).write("beginning");
    const stalled = await ask(out(), receiver.url, 300);
    expect({ ...stalled, body: stalled.body.toString() }).toMatchObject({ status: 200, cut: true, body: "beginning" });
    receiver.answer = () => {};
    const startedMs = performance.now();
    expect(await reason(out(), receiver.url, 300)).toBe("timeout");
    expect(performance.now() - startedMs).toBeLessThan(2000);
  });

  describe("accepts valid responses", () => {
    const answers: Readonly<Record<string, string>> = {
      "after an unsolicited 100 Continue":
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
      "after 103 Early Hints and 102": `HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok`,
      "with two equal Content-Length": "HTTP/1.1 200 OK\r\nContent-Length: 2\r\ncontent-length: 2\r\n\r\nok",
      "with 20 KB of headers": `HTTP/1.1 200 OK\r\nX-Policy: ${"x".repeat(20_000)}\r\nContent-Length: 2\r\n\r\nok`,
      "with 20 KB in many headers": `HTTP/1.1 200 OK\r\n${"X-A: bbbbbbbbbbbbbb\r\n".repeat(1000)}Content-Length: 2\r\n\r\nok`,
      "in chunks": "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
    };
    it.each(Object.entries(answers))("%s, whole or in chunks, on a reused connection", async (_, answer) => {
      let connections = 0;
      let requests = 0;
      const server = createServer((socket) => {
        connections += 1;
        socket.on("error", () => {});
        socket.on("data", () => {
          requests += 1;
          if (requests % 2 === 1) socket.write(answer);
          else for (let at = 0; at < answer.length; at += 1000) socket.write(answer.slice(at, at + 1000));
        });
      }).listen(0, "127.0.0.1");
      await new Promise((resolve) => server.once("listening", resolve));
      const address = server.address();
      const url = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}/`;
      const client = out();
      for (let round = 0; round < 4; round += 1) {
        const { status, body } = await client.fetchOut({
          url,
          method: "POST",
          body: "{}",
          timeoutMs: 5000,
          maxBytes: 1000,
        });
        expect([status, body.toString()]).toEqual([200, "ok"]);
      }
      expect([requests, connections < 4]).toEqual([4, true]);
      await client.close();
      await new Promise((resolve) => server.close(resolve));
    });

    it.each([
      "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok",
      `HTTP/1.1 200 OK\r\nX-A: ${"x".repeat(200_000)}\r\nContent-Length: 2\r\n\r\nok`,
      "SSH-2.0-OpenSSH_9.6\r\n",
    ])("and rejects others: %.60s", async (answer) => {
      const server = createServer((socket) => {
        socket.on("error", () => {});
        socket.once("data", () => socket.end(answer));
      }).listen(0, "127.0.0.1");
      await new Promise((resolve) => server.once("listening", resolve));
      const address = server.address();
      expect(await reason(out(), `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}/`)).toBe(
        "connection_lost",
      );
      await new Promise((resolve) => server.close(resolve));
    });
  });

  it("reports the reason for a missing response", async () => {
    const rude = createServer((socket) => socket.destroy()).listen(0, "127.0.0.1");
    await new Promise((resolve) => rude.once("listening", resolve));
    const address = rude.address();
    const port = typeof address === "object" ? address?.port : 0;
    expect(await reason(out(), `http://127.0.0.1:${port}/`)).toBe("connection_lost");
    await new Promise((resolve) => rude.close(resolve));
    expect(await reason(out(), `http://127.0.0.1:${port}/`)).toBe("connection_refused");
    expect(await reason(out(), `https://127.0.0.1:${receiver.port}/`)).toBe("tls_failed");
  });
});
