import type { Database } from "#db/client.ts";
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

/** One line of the record that `execute` keeps of every call. */
export interface Observation {
  operation: string;
  kind: AnyOperation["kind"];
  transport: string;
  requestId: string;
  trace: string | undefined;
  /** The principal; `anonymous`: somebody who was not let in. */
  actor: string;
  tenantId: string | undefined;
  durationMs: number;
  outcome: "ok" | "replayed" | HubError["kind"];
  error: HubError | undefined;
}

/** What the core needs of the process it runs in; `server/` builds it, tests build a small one. */
export interface Hub {
  readonly db: Database;
  readonly lanes: Lanes;
  readonly cursors: Cursors;
  readonly sealer: Sealer;
  readonly clock: () => Date;
  readonly observe: (observation: Observation) => void;
  /** Told of a refusal that its operation does not declare; may answer another in its place. */
  readonly undeclared?: (operation: string, error: HubError) => HubError | undefined;
  /** Called after every commit that wrote events, so that the relay need not wait for its next look. */
  readonly nudge: () => void;
  /** Told of those who wait for an answer; absent where no other work is done beside them. */
  readonly pace?: Pace;
  /** Live events in frames, from a position on or from now on; ends when the signal fires. */
  readonly events: (tenantId: TenantId, filter: EventFilter, signal: AbortSignal) => AsyncIterable<readonly HubEvent[]>;
  /** `traceparent` of what it is used for: calls that name none of their own carry it on. */
  readonly trace?: string | undefined;
  readonly files?: FileControl;
  readonly mayCall?: (url: string) => boolean;
  /** Set once the queue is there. */
  jobs?: JobControl | undefined;
  /** Tests set this to run a rival at a named step between read and write. */
  race?: ((point: string) => Promise<void>) | undefined;
}

export const capabilitiesOf = ({ sealer, jobs, files, mayCall }: Hub): Capabilities => ({
  sealer,
  jobs,
  files,
  mayCall,
});
