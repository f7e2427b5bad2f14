const END = Buffer.from("\r\n\r\n");

/**
 * The head of an answer as strict parsers want it: interim answers that nobody asked for (RFC 9110 §15.2) are left out,
 * and equal `Content-Length` fields are one (RFC 9112 §6.3). Everything else, also what is wrong, stays as it came.
 */
export class AnswerHead {
  #held = Buffer.alloc(0);
  readonly #mostBytes: number;

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  /** Undefined until the head is whole; then all that has come since it began. */
  take(bytes: Buffer): Buffer | undefined {
    this.#held = Buffer.concat([this.#held, bytes]);
    for (;;) {
      const end = this.#held.indexOf(END);
      if (end === -1) return this.#held.length > this.#mostBytes ? this.#held : undefined;
      const head = this.#held.toString("latin1", 0, end);
      const rest = this.#held.subarray(end + END.length);
      if (!INTERIM.test(head)) return Buffer.concat([Buffer.from(withOneLength(head), "latin1"), END, rest]);
      this.#held = rest;
    }
  }
}

/** 101 is no interim answer: it changes the protocol. */
const INTERIM = /^HTTP\/1\.1 1(?!01)\d\d\b/;

function withOneLength(head: string): string {
  const seen = new Set<string>();
  const lines = head.split("\r\n").filter((line) => {
    const [, length] = /^content-length:[ \t]*(\d+)[ \t]*$/i.exec(line) ?? [];
    if (length === undefined) return true;
    const repeated = seen.has(length);
    seen.add(length);
    return !repeated;
  });
  return lines.join("\r\n");
}
