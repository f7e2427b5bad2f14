import type { Database } from "#db/client.ts";
import type { CustomerLinks } from "../kernel/customer-links.ts";
import type { HubError } from "../kernel/errors.ts";
import type { HubEvent } from "../kernel/event.ts";
import type { FileControl } from "../kernel/file-control.ts";
import type { TenantId } from "../kernel/ids.ts";
import type { JobControl } from "../kernel/job-control.ts";
import type { AnyOperation, Capabilities, EventFilter } from "../kernel/operation.ts";
import type { Pace } from "../kernel/pace.ts";
import type { Cursors } from "../kernel/page.ts";
import type { Sealer } from "../kernel/sealing.ts";
import type { Lanes } from "./batch.ts";

/** The log record that `execute` writes per call. */
export interface Observation {
  operation: string;
  kind: AnyOperation["kind"];
  transport: string;
  requestId: string;
  trace: string | undefined;
  /** The principal; `anonymous` when authentication failed. */
  actor: string;
  tenantId: string | undefined;
  durationMs: number;
  outcome: "ok" | "replayed" | HubError["kind"];
  error: HubError | undefined;
}

/** What the core needs of its process; built by `server/`, and smaller by tests. */
export interface Hub {
  readonly db: Database;
  readonly lanes: Lanes;
  readonly cursors: Cursors;
  readonly sealer: Sealer;
  readonly links: CustomerLinks;
  readonly clock: () => Date;
  readonly observe: (observation: Observation) => void;
  /** Receives each undeclared error of an operation; may return a substitute. */
  readonly undeclared?: (operation: string, error: HubError) => HubError | undefined;
  /** Called after every commit with events, so that the relay need not wait for its next poll. */
  readonly nudge: () => void;
  /** Tracks waiting callers; absent where no background work runs. */
  readonly pace?: Pace;
  /** Live events in frames, from a position or from now on; ends when the signal aborts. */
  readonly events: (tenantId: TenantId, filter: EventFilter, signal: AbortSignal) => AsyncIterable<readonly HubEvent[]>;
  /** Default `traceparent` of its calls: those without their own continue this trace. */
  readonly trace?: string | undefined;
  readonly files?: FileControl;
  readonly mayCall?: (url: string) => boolean;
  /** Set once the queue has started. */
  jobs?: JobControl | undefined;
  /** Tests set this to run a concurrent call at a named point between read and write. */
  race?: ((point: string) => Promise<void>) | undefined;
}

export const capabilitiesOf = ({ sealer, links, jobs, files, mayCall }: Hub): Capabilities => ({
  sealer,
  links,
  jobs,
  files,
  mayCall,
});
