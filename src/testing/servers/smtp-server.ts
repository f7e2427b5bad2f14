import { createServer, type Server, type Socket } from "node:net";
import type { AddressInfo } from "node:net";

/** The server's response to the recipient of the next mails. */
export type SmtpMood = "takes" | "refuses" | "busy" | "hangs" | "dies";

export interface SmtpServer {
  readonly url: string;
  /** Received mails with all headers. */
  readonly mails: string[];
  mood: SmtpMood;
  /** Called before it acknowledges a mail. */
  delayMs: number;
  close(): Promise<void>;
}

const ANSWERS = {
  takes: "250 fine",
  dies: "250 fine",
  refuses: "550 no such user here",
  busy: "451 try again later",
} as const;

/** An SMTP server for tests: the part of RFC 5321 that a client without TLS and password uses. */
export async function startSmtpServer(): Promise<SmtpServer> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket)).on("error", () => {});
    converse(socket, state);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on TCP
  const { port } = server.address() as AddressInfo;
  const state: SmtpServer = {
    url: `smtp://127.0.0.1:${port}`,
    mails: [],
    mood: "takes",
    delayMs: 0,
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return state;
}

function converse(socket: Socket, state: SmtpServer): void {
  let rest = "";
  let isData = false;
  const say = (line: string) => socket.write(`${line}\r\n`);
  const take = (text: string) => {
    state.mails.push(text.replaceAll("\r\n..", "\r\n."));
    isData = false;
    if (state.mood === "dies") socket.destroy();
    else setTimeout(say, state.delayMs, "250 kept");
  };
  const hear = (line: string) => {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === "DATA") {
      isData = true;
      say("354 go on");
    } else if (verb === "QUIT") socket.end("221 bye\r\n");
    else if (verb !== "RCPT") say("250 fine");
    else if (state.mood !== "hangs") say(ANSWERS[state.mood]);
  };
  socket.setEncoding("utf8").on("data", (chunk: string) => {
    rest += chunk;
    for (;;) {
      const end = rest.indexOf(isData ? "\r\n.\r\n" : "\r\n");
      if (end === -1) return;
      const text = rest.slice(0, end);
      rest = rest.slice(end + (isData ? 5 : 2));
      if (isData) take(text);
      else hear(text);
    }
  });
  say("220 foreign.test ready");
}
