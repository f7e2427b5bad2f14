import { XmlFault } from "#core/kernel/xml-parts.ts";
import { parseXml, type XmlBounds } from "#core/kernel/xml.ts";
import { type HttpOut, OutError } from "../http-out/http-out.ts";
import { decode } from "./decode.ts";
import { encode, WrongMessage } from "./encode.ts";
import { answerIn, contentHeaders, envelopeOf, type Fault, SoapFault } from "./envelope.ts";
import { loadService } from "./load-service.ts";
import type { Service, SoapOperation } from "./wsdl.ts";

export interface SoapClientOptions {
  readonly wsdlUrl: string;
  /** Where to send requests, in the place of the address in the WSDL. */
  readonly address?: string | undefined;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  readonly out: Pick<HttpOut, "fetchOut">;
  /** Of one request, with its answer. */
  readonly timeoutMs: number;
}

/** Why a call has no answer that can be used. */
export class CallFailed extends Error {
  override readonly name = "CallFailed";
  /** `refused`: the same message will not be taken either. `failed`: it may be, later. */
  readonly kind: "refused" | "failed";
  /** The service may have acted on it all the same. */
  readonly unsure: boolean;
  readonly status: number | null;
  readonly retryAfter: string | undefined;
  /** The service's own words, if it answered with a fault. */
  readonly fault: Fault | undefined;

  constructor(
    kind: CallFailed["kind"],
    message: string,
    more: Partial<Pick<CallFailed, "unsure" | "status" | "retryAfter" | "fault">> = {},
  ) {
    super(message);
    this.kind = kind;
    this.unsure = more.unsure ?? false;
    this.status = more.status ?? null;
    this.retryAfter = more.retryAfter;
    this.fault = more.fault;
  }
}

/** The caller has withdrawn the call before anything was sent. */
export class CallWithdrawn extends Error {
  override readonly name = "CallWithdrawn";
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  /** Asked right before the request is sent. */
  readonly maySend?: (() => boolean) | undefined;
}

const ANSWER: XmlBounds = { bytes: 16_777_216, depth: 64, elements: 500_000, attributes: 64 };
/** A WSDL may change: it is read again after so long. */
const KEPT_MS = 3_600_000;
const AGAIN_MS = 30_000;

/** A service known by its WSDL only. Every document and answer passes the strict XML reader before it is used. */
export class SoapClient {
  readonly #options: SoapClientOptions;
  #service: Promise<Service> | undefined;
  #loadedMs = 0;

  constructor(options: SoapClientOptions) {
    this.#options = options;
  }

  /** Rejects only with `CallFailed`, or with `CallWithdrawn` where `maySend` says no. */
  async call(name: string, message: unknown, options: CallOptions = {}): Promise<unknown> {
    const service = await this.#current();
    const operation = service.operations.get(name);
    if (operation === undefined) throw new CallFailed("refused", `The WSDL has no operation ${name}.`);
    const body = encoded(operation, message);
    const answer = await this.#send(service, { operation, body, ...options });
    try {
      return decode(operation.answer(), answerIn(parseXml(answer.bytes, ANSWER)));
    } catch (error) {
      throw this.#unusable(error, answer);
    }
  }

  /** The names of the operations, for checks. */
  async operations(): Promise<readonly string[]> {
    return [...(await this.#current()).operations.keys()];
  }

  async #send(service: Service, { operation, body, signal, maySend }: Sent): Promise<Answered> {
    const { out, timeoutMs } = this.#options;
    const url = this.#addressOf(service);
    if (maySend?.() === false) throw new CallWithdrawn("The caller has withdrawn the call.");
    try {
      const answer = await out.fetchOut({
        url,
        method: "POST",
        headers: { ...this.#authorization(), ...contentHeaders(service.version, operation.action) },
        body: envelopeOf(service.version, body),
        timeoutMs,
        maxBytes: ANSWER.bytes,
        ...(signal && { signal }),
      });
      const { status, headers } = answer;
      const retryAfter = [headers["retry-after"]].flat()[0];
      if (answer.cut)
        throw new CallFailed("failed", "The answer broke off, or is too large.", { status, unsure: true });
      return { status, retryAfter, bytes: answer.body };
    } catch (error) {
      if (!(error instanceof OutError)) throw error;
      throw new CallFailed("failed", error.message, { unsure: !NOT_SENT.has(error.reason) });
    }
  }

  #unusable(error: unknown, { status, retryAfter }: Answered): CallFailed {
    if (error instanceof SoapFault) {
      const isFinal = error.by === "sender";
      const { message, fault } = error;
      return new CallFailed(isFinal ? "refused" : "failed", message, { status, retryAfter, unsure: !isFinal, fault });
    }
    if (!isFormatError(error)) throw error;
    if (performance.now() - this.#loadedMs > AGAIN_MS) this.#service = undefined; // its WSDL may have changed
    const isOk = status >= 200 && status < 300;
    const message = isOk ? error.message : `The service answered ${status}.`;
    return new CallFailed("failed", message, { status, retryAfter, unsure: isOk || status >= 500 });
  }

  #addressOf({ address }: Service): string {
    const { address: given, wsdlUrl, password } = this.#options;
    if (given !== undefined) return given;
    const url = URL.parse(address, wsdlUrl);
    if (url?.origin === new URL(wsdlUrl).origin) return url.href;
    const why = password === undefined ? "" : ", which would be sent the password";
    throw new CallFailed("failed", `The WSDL names an address on another server${why}: set ERP_ENDPOINT_URL.`);
  }

  #authorization(): Record<string, string> {
    const { username, password } = this.#options;
    if (username === undefined || password === undefined) return {};
    return { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}` };
  }

  /** Shared by all callers, so that none of them can end it. */
  #current(): Promise<Service> {
    if (this.#service !== undefined && performance.now() - this.#loadedMs < KEPT_MS) return this.#service;
    const before = this.#service;
    this.#loadedMs = performance.now();
    const loading = this.#load().catch(async (error: unknown) => {
      this.#loadedMs = performance.now() - KEPT_MS + AGAIN_MS;
      this.#service = before;
      if (before === undefined) throw error;
      return before;
    });
    this.#service = loading;
    return loading;
  }

  async #load(): Promise<Service> {
    const { wsdlUrl: url, out, timeoutMs } = this.#options;
    try {
      return await loadService({ url, out, headers: this.#authorization(), timeoutMs });
    } catch (error) {
      if (error instanceof OutError || isFormatError(error))
        throw new CallFailed("failed", `The WSDL cannot be read: ${error.message}`);
      throw error;
    }
  }
}

interface Sent extends CallOptions {
  readonly operation: SoapOperation;
  readonly body: string;
}

interface Answered {
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly bytes: Buffer;
}

/** The service cannot have seen the request. */
const NOT_SENT: ReadonlySet<string> = new Set([
  "wrong_url",
  "blocked_address",
  "connection_refused",
  "name_not_found",
  "tls_failed",
]);

/** Of a document: not well-formed, not by its schema, not supported, or too large or deep for this program. */
const isFormatError = (error: unknown): error is Error => error instanceof XmlFault || error instanceof RangeError;

/** What cannot be written now cannot be written later: the same message is refused, and never retried for ever. */
function encoded(operation: SoapOperation, message: unknown): string {
  try {
    return encode(operation.request(), message);
  } catch (error) {
    if (error instanceof WrongMessage || isFormatError(error)) throw new CallFailed("refused", error.message);
    throw error;
  }
}
