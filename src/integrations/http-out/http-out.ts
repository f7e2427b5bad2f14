import { Agent, type Dispatcher } from "undici";
import { BlockedAddress, guardedConnector, MOST_HEAD_BYTES, type Resolve } from "./connector.ts";

export interface OutRequest {
  readonly url: string;
  readonly method?: "GET" | "POST";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The total timeout in ms: name resolution, connection, response and body. */
  readonly timeoutMs: number;
  /** A longer body is truncated and its connection closed. */
  readonly maxBytes: number;
  readonly signal?: AbortSignal;
}

/** Any status: redirects are returned and never followed. */
export interface OutAnswer {
  readonly status: number;
  readonly headers: Dispatcher.ResponseData["headers"];
  readonly body: Buffer;
  /** The body was too long, or timed out. */
  readonly cut: boolean;
}

export const outReasons = [
  "wrong_url",
  "blocked_address",
  "timeout",
  "connection_refused",
  "name_not_found",
  "tls_failed",
  "connection_lost",
] as const;
export type OutReason = (typeof outReasons)[number];

/** Why there is no response. */
export class OutError extends Error {
  override readonly name = "OutError";
  readonly reason: OutReason;
  constructor(reason: OutReason, message: string, cause?: unknown) {
    super(message, { cause });
    this.reason = reason;
  }
}

export interface HttpOutOptions {
  /** Loopback and private networks, and http without TLS: for development. */
  readonly allowPrivate: boolean;
  /** Connections per origin; kept alive between requests. */
  readonly connections?: number;
  readonly resolve?: Resolve;
}

const CONNECT_TIMEOUT_MS = 10_000;
const KEEP_ALIVE_MS = 30_000;

/** HTTP to user-defined URLs. One per process: it owns a connection pool. */
export class HttpOut {
  readonly #agent: Agent;
  readonly #allowPrivate: boolean;

  constructor({ allowPrivate, connections = 128, resolve }: HttpOutOptions) {
    this.#allowPrivate = allowPrivate;
    this.#agent = new Agent({
      connect: guardedConnector({ allowPrivate, connectTimeoutMs: CONNECT_TIMEOUT_MS, resolve }),
      connections,
      keepAliveTimeout: KEEP_ALIVE_MS,
      pipelining: 1,
      maxHeaderSize: MOST_HEAD_BYTES,
      maxOrigins: 10_000,
    });
  }

  /** Rejects only with `OutError`. */
  async fetchOut(request: OutRequest): Promise<OutAnswer> {
    const url = this.#checked(request.url);
    const deadline = new AbortController();
    const timer = setTimeout(() => deadline.abort(new OutError("timeout", TOO_LATE)), request.timeoutMs);
    // AbortSignal.any would leak memory on a signal that lives as long as the process.
    const abort = () => deadline.abort(new OutError("connection_lost", "The request was cancelled."));
    if (request.signal?.aborted === true) abort();
    request.signal?.addEventListener("abort", abort);
    try {
      const answer = await this.#agent.request({
        origin: url.origin,
        path: `${url.pathname}${url.search}`,
        method: request.method ?? "GET",
        headers: { ...request.headers },
        body: request.body ?? null,
        headersTimeout: request.timeoutMs,
        bodyTimeout: request.timeoutMs,
        signal: deadline.signal,
      });
      return { status: answer.statusCode, headers: answer.headers, ...(await bodyOf(answer.body, request.maxBytes)) };
    } catch (error) {
      throw outErrorOf(error);
    } finally {
      clearTimeout(timer);
      request.signal?.removeEventListener("abort", abort);
    }
  }

  close(): Promise<void> {
    return this.#agent.destroy();
  }

  #checked(text: string): URL {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (url === undefined) throw new OutError("wrong_url", "This is not a valid URL.");
    const secure = url.protocol === "https:";
    if (!secure && url.protocol !== "http:") throw new OutError("wrong_url", "The URL must start with https.");
    if (!secure && !this.#allowPrivate) throw new OutError("wrong_url", "Requests require TLS: use https.");
    if (url.username !== "" || url.password !== "")
      throw new OutError("wrong_url", "The URL must not contain credentials.");
    return url;
  }
}

const TOO_LATE = "The response timed out.";

/** Reads up to the limit; a body that is longer or stalls is truncated without an error. */
async function bodyOf(
  body: Dispatcher.ResponseData["body"],
  maxBytes: number,
): Promise<{ body: Buffer; cut: boolean }> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of body) {
      const bytes = Buffer.from(chunk);
      chunks.push(bytes);
      size += bytes.length;
      if (size > maxBytes) return { body: Buffer.concat(chunks).subarray(0, maxBytes), cut: true };
    }
    return { body: Buffer.concat(chunks), cut: false };
  } catch {
    return { body: Buffer.concat(chunks), cut: true };
  } finally {
    body.on("error", () => {});
    body.destroy();
  }
}

const REASONS: Readonly<Record<string, readonly [OutReason, string]>> = {
  ECONNREFUSED: ["connection_refused", "The server refused the connection."],
  ENOTFOUND: ["name_not_found", "This host name has no address."],
  EAI_AGAIN: ["name_not_found", "This host name could not be resolved."],
  UND_ERR_CONNECT_TIMEOUT: ["timeout", "The connection timed out."],
  UND_ERR_HEADERS_TIMEOUT: ["timeout", TOO_LATE],
  UND_ERR_BODY_TIMEOUT: ["timeout", TOO_LATE],
  ETIMEDOUT: ["timeout", "The connection timed out."],
};

function outErrorOf(error: unknown): OutError {
  if (error instanceof OutError) return error;
  const first = error instanceof AggregateError ? error.errors[0] : error;
  if (first instanceof BlockedAddress) return new OutError("blocked_address", first.message, error);
  const code = typeof first === "object" && first !== null && "code" in first ? String(first.code) : "";
  const known = REASONS[code];
  if (known !== undefined) return new OutError(known[0], known[1], error);
  if (/CERT|TLS|SSL|ALTNAME|SELF_SIGNED|UNABLE_TO_/.test(code))
    return new OutError("tls_failed", `TLS failed: ${code}.`, error);
  return new OutError("connection_lost", `The connection was lost${code === "" ? "" : `: ${code}`}.`, error);
}
