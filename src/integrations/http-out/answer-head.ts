const END = Buffer.from("\r\n\r\n");

/**
 * Normalizes response headers for a strict parser: drops unsolicited interim responses (RFC 9110 §15.2) and merges
 * equal `Content-Length` fields (RFC 9112 §6.3). Everything else, including errors, stays unchanged.
 */
export class AnswerHead {
  #held = Buffer.alloc(0);
  readonly #mostBytes: number;

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  /** Undefined until the headers are complete; then all bytes since their start. */
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

/** 101 is no interim response: it switches the protocol. */
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
