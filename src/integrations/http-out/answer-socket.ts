import type { Socket } from "node:net";
import { Duplex } from "node:stream";
import { AnswerHead } from "./answer-head.ts";

/**
 * A socket with normalized response headers (see `AnswerHead`). Requests are not pipelined, so a write after a response
 * starts the next one.
 */
export class AnswerSocket extends Duplex {
  readonly #socket: Socket;
  readonly #mostHeadBytes: number;
  #head: AnswerHead | undefined;

  constructor(socket: Socket, mostHeadBytes: number) {
    super();
    this.#socket = socket;
    this.#mostHeadBytes = mostHeadBytes;
    socket.on("data", (bytes: Buffer) => this.#arrived(bytes));
    socket.on("end", () => this.push(null));
    socket.on("error", (error) => this.destroy(error));
    socket.on("close", () => this.destroy());
  }

  #arrived(bytes: Buffer): void {
    const ready = this.#head === undefined ? bytes : this.#head.take(bytes);
    if (ready === undefined) return;
    this.#head = undefined;
    if (!this.push(ready)) this.#socket.pause();
  }

  override _read(): void {
    this.#socket.resume();
  }

  override _write(bytes: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#send(bytes, done);
  }

  override _writev(chunks: { chunk: Buffer; encoding: BufferEncoding }[], done: (error?: Error | null) => void): void {
    this.#send(Buffer.concat(chunks.map(({ chunk }) => chunk)), done);
  }

  #send(bytes: Buffer, done: (error?: Error | null) => void): void {
    this.#head ??= new AnswerHead(this.#mostHeadBytes);
    this.#socket.write(bytes, done);
  }

  override _final(done: () => void): void {
    this.#socket.end(done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#socket.destroy();
    done(error);
  }

  ref(): this {
    this.#socket.ref();
    return this;
  }

  unref(): this {
    this.#socket.unref();
    return this;
  }
}
