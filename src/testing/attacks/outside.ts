import { createServer, type Socket } from "node:net";
import { afterAll, beforeAll } from "vitest";
import { HttpOut } from "#integrations/http-out/http-out.ts";

type Kind = "endless body" | "endless headers" | "redirect to the machine itself" | "silence" | "garbage";

/** A server that answers as badly as it can. */
export function createOutside() {
  const kinds: Kind[] = [];
  const open = new Set<Socket>();
  let requests = 0;
  const server = createServer((socket) => {
    requests += 1;
    open.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => open.delete(socket));
    socket.once("data", () => void answer(socket, kinds.at(-1) ?? "silence", portOf()));
  });
  const portOf = (): number => {
    const address = server.address();
    return typeof address === "object" && address !== null ? address.port : 0;
  };
  const out = new HttpOut({ allowPrivate: true });
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
  afterAll(async () => {
    await out.close();
    for (const socket of open) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return {
    /** What is kept of the answer, and how often it was followed elsewhere. */
    async ask(kind: Kind): Promise<{ bytes: number; followed: number }> {
      kinds.push(kind);
      const before = requests;
      const request = { url: `http://127.0.0.1:${portOf()}/`, timeoutMs: 1500, maxBytes: 65_536 };
      const bytes = await out.fetchOut(request).then(
        ({ body }) => body.length,
        () => 0,
      );
      return { bytes, followed: requests - before - 1 };
    },
  };
}

async function answer(socket: Socket, kind: Kind, port: number): Promise<void> {
  if (kind === "silence") return;
  if (kind === "garbage") return void socket.end("\u0000\u0001 not http at all\r\n\r\n");
  if (kind === "redirect to the machine itself")
    return void socket.end(`HTTP/1.1 307 x\r\nLocation: http://127.0.0.1:${port}/admin\r\nContent-Length: 0\r\n\r\n`);
  socket.write(kind === "endless body" ? "HTTP/1.1 200 OK\r\n\r\n" : "HTTP/1.1 200 OK\r\n");
  const chunk = kind === "endless body" ? "x".repeat(16_384) : `X-${"a".repeat(50)}: ${"b".repeat(4000)}\r\n`;
  for (let sent = 0; sent < 2000 && socket.writable; sent += 1)
    if (!socket.write(chunk)) await new Promise((resolve) => socket.once("drain", resolve).once("close", resolve));
}
