/** Server-sent events over fetch; readyState and events are those of the browsers' EventSource. */
export class FetchEventSource extends EventTarget {
  static readonly CONNECTING: 0;
  static readonly OPEN: 1;
  static readonly CLOSED: 2;
  readonly CONNECTING: 0;
  readonly OPEN: 1;
  readonly CLOSED: 2;
  readonly url: string;
  readonly readyState: number;
  constructor(
    url: string | URL,
    options?: {
      fetch?: typeof globalThis.fetch;
      headers?: () => Record<string, string> | Promise<Record<string, string>>;
    },
  );
  close(): void;
}
