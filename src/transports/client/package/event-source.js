const CONNECTING = 0;
const OPEN = 1;
const CLOSED = 2;
const DEFAULT_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30_000;
const LONGEST_ASKED_MS = 3_600_000;

const isPassing = (status) => status === 429 || status >= 500;
const isStream = ({ ok, headers }) => ok && /^text\/event-stream\b/i.test(headers.get("content-type") ?? "");
/** Not after an abort, because a timer would keep the process alive. */
const sleep = (ms, signal) =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const over = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", over);
      resolve();
    };
    const timer = setTimeout(over, ms);
    signal.addEventListener("abort", over);
  });
/** `Retry-After` in milliseconds; the header is seconds or a date (RFC 9110, 10.2.3). */
function askedToWaitMs({ headers }) {
  const given = headers.get("retry-after") ?? "";
  const ms = /^\d+$/.test(given) ? Number(given) * 1000 : Date.parse(given) - Date.now();
  return ms > 0 ? Math.min(ms, LONGEST_ASKED_MS) : 0;
}

/**
 * Server-sent events over fetch, as far as tRPC needs them (WHATWG HTML, 9.2): a browser's own EventSource sends no
 * Authorization header, and Node has none. Reconnects with the id of the last event received.
 */
export class FetchEventSource extends EventTarget {
  static CONNECTING = CONNECTING;
  static OPEN = OPEN;
  static CLOSED = CLOSED;
  CONNECTING = CONNECTING;
  OPEN = OPEN;
  CLOSED = CLOSED;
  readyState = CONNECTING;
  #ending = new AbortController();
  #lastEventId = "";
  #waitMs = DEFAULT_WAIT_MS;
  #failures = 0;

  constructor(url, { fetch = globalThis.fetch, headers } = {}) {
    super();
    this.url = String(url);
    void this.#run(fetch, headers ?? (() => ({})));
  }

  close() {
    this.readyState = CLOSED;
    this.#ending.abort();
  }

  async #run(fetch, headers) {
    const { signal } = this.#ending;
    while (!signal.aborted) {
      let askedMs = 0;
      try {
        const resume = this.#lastEventId === "" ? {} : { "last-event-id": this.#lastEventId };
        const sent = { accept: "text/event-stream", "cache-control": "no-store", ...(await headers()), ...resume };
        const response = await fetch(this.url, { headers: sent, signal });
        if (isStream(response) && response.body !== null) await this.#read(response.body);
        else if (!isPassing(response.status)) return this.#fail(await response.text());
        else {
          askedMs = askedToWaitMs(response);
          await response.body?.cancel();
        }
      } catch (error) {
        if (!signal.aborted) this.lastError = error;
      }
      if (signal.aborted) return;
      this.readyState = CONNECTING;
      this.dispatchEvent(new Event("error"));
      const ownMs = Math.min(LONGEST_WAIT_MS, this.#waitMs * 2 ** this.#failures++) * (0.5 + Math.random() / 2);
      await sleep(Math.max(askedMs, ownMs), signal);
    }
  }

  /** A permanent error. tRPC uses an event of this name, with the response, as the subscription's error. */
  #fail(answer) {
    let shape;
    try {
      shape = JSON.parse(answer).error;
    } catch {
      shape = undefined;
    }
    const data = JSON.stringify(
      shape ?? { code: -32603, message: "The stream was refused.", data: { kind: "internal" } },
    );
    this.dispatchEvent(new MessageEvent("serialized-error", { data }));
    this.close();
  }

  async #read(body) {
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    this.readyState = OPEN;
    this.dispatchEvent(new Event("open"));
    let rest = "";
    let event = { type: "", data: [], id: undefined };
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      this.#failures = 0;
      const lines = (rest + part.value).split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop() ?? "";
      for (const line of lines) {
        if (line !== "") this.#take(line, event);
        else {
          this.#dispatch(event);
          event = { type: "", data: [], id: undefined };
        }
      }
    }
  }

  #take(line, event) {
    const colon = line.indexOf(":");
    const field = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "data") event.data.push(value);
    else if (field === "event") event.type = value;
    else if (field === "id" && !value.includes("\0")) event.id = value;
    else if (field === "retry" && /^\d+$/.test(value)) this.#waitMs = Number(value);
  }

  #dispatch({ type, data, id }) {
    if (id !== undefined) this.#lastEventId = id;
    if (data.length === 0 || this.readyState === CLOSED) return;
    const init = { data: data.join("\n"), lastEventId: this.#lastEventId };
    this.dispatchEvent(new MessageEvent(type === "" ? "message" : type, init));
  }
}
