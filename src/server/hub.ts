import { join } from "node:path";
import type { Identify } from "#auth/credential.ts";
import { createIdentify } from "#auth/identify.ts";
import { createOAuth, type OAuth } from "#auth/oauth/oauth.ts";
import type { Config } from "#config/config.ts";
import { authSecrets } from "#config/secrets.ts";
import { readErpFigures } from "#core/erp/figures-store.ts";
import { readConsumers } from "#core/events/consumer-store.ts";
import { Feed } from "#core/events/feed.ts";
import { Relay, RelayNotice } from "#core/events/relay.ts";
import { relayLag } from "#core/events/store.ts";
import type { Actor } from "#core/kernel/actor.ts";
import { cursorCodec } from "#core/kernel/cursors.ts";
import { customerLinks } from "#core/kernel/customer-links.ts";
import { goingAway } from "#core/kernel/errors.ts";
import { Pace } from "#core/kernel/pace.ts";
import { createSealer } from "#core/kernel/sealing.ts";
import type { Secrets } from "#core/kernel/secrets.ts";
import { createLanes } from "#core/runtime/batch.ts";
import { asHubError } from "#core/runtime/execute.ts";
import type { Hub } from "#core/runtime/hub.ts";
import { connectWatched, type WatchedDatabase } from "#db/watched.ts";
import { YoungTables } from "#db/young-tables.ts";
import type { DemoAccount } from "#demo/cast.ts";
import { mayName } from "#integrations/http-out/addresses.ts";
import { createFileStore } from "#integrations/storage/create-store.ts";
import type { FileStore } from "#integrations/storage/port.ts";
import { createGateway, type Gateway } from "#transports/gateway/gateway.ts";
import { deprecatedUse } from "./deprecated-use.ts";
import { createLimits } from "./limits/create-limits.ts";
import { type Log, logObservation } from "./log.ts";
import { createMetrics, type Metrics } from "./metrics.ts";
import { RecentCalls } from "./recent-calls.ts";
import { sessionCookie, sessionIdFrom } from "./session-cookie.ts";

/** The hub with the parts that only a running server has. */
export interface ServerHub extends Hub {
  readonly db: WatchedDatabase;
  readonly pace: Pace;
  readonly config: Config;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly feed: Feed;
  readonly files: FileStore;
  /** Shown on the sign-in page; empty without the demo shop. */
  demoAccounts: readonly DemoAccount[];
  /** Sign sessions, cursors and links. */
  readonly secrets: Secrets;
  readonly identify: Identify;
  /** Makes and checks the tokens of programs. */
  readonly oauth: OAuth;
  /** The only way from a transport to an operation. */
  readonly gateway: Gateway;
  /** Handles requests where another HTTP server listens. */
  hosted?: (request: Request) => Response | Promise<Response>;
  readonly noteDeprecatedUse: (version: string, actor: Actor) => void;
  /** Logs a background error. Database outages are logged elsewhere. */
  readonly complain: (what: string) => (error: unknown) => void;
  /** Starts the relay, which moves events into the feed. Any process may run it. */
  startRelay(): void;
  /** Tells every stream to reconnect to another process. */
  endStreams(): void;
  /** Stops everything that the hub started; the pool is closed last. */
  stop(): Promise<void>;
}

type Unentered = Omit<ServerHub, "gateway" | "identify" | "oauth">;

/**
 * Events that arrive while a batch commits form the next batch. A second batch in flight gained nothing measurable on
 * two cores.
 */
const LANES = { batchSize: 128, width: 1 };

export interface HubOptions {
  readonly config: Config;
  readonly databaseUrl: string;
  readonly log: Log;
}

export async function buildHub({ config, databaseUrl, log }: HubOptions): Promise<ServerHub> {
  const secrets = await authSecrets(config);
  const db = openDatabase({ config, databaseUrl, log });
  const complain = (what: string) => (error: unknown) => {
    if (db.up() && asHubError(error).kind !== "unavailable") log.error({ err: error }, what);
  };
  const feed = new Feed(db, complain("The feed could not be read"));
  let relay: Relay | undefined;
  const notice = new RelayNotice(db.steady, complain("The relay was not told of events"));
  const relayFailed = complain("The relay failed");
  const young = new YoungTables(db.sql, complain("Grown tables could not be analyzed"));
  const metrics = metricsOf(db, feed);
  const recent = new RecentCalls(() => db.sql, complain("Recent calls could not be kept"));
  const pace = new Pace();
  const limited = createLimits(config, () => db.sql, complain("Rate limits are counted by each process for itself"));
  const hub: Unentered = {
    config,
    log,
    metrics,
    feed,
    demoAccounts: [],
    files: filesOf(config, secrets),
    secrets,
    db,
    pace,
    lanes: createLanes({ ...LANES, onBatch: metrics.observeBatch }),
    cursors: cursorCodec(secrets),
    sealer: createSealer(secrets),
    links: customerLinks(secrets, config.publicUrl),
    clock: () => new Date(),
    ...recording({ metrics, log, recent }),
    mayCall: (url) => mayName(url, config.allowPrivateTargets),
    nudge: () => (relay === undefined ? notice.give() : relay.nudge()),
    events: (...subscription) => feed.subscribe(...subscription),
    complain,
    noteDeprecatedUse: (version, actor) => noteDeprecatedUse(version, actor),
    startRelay() {
      relay ??= new Relay({ sql: db.steady, listener: db.listener, pace, onMoved: young.noteRows }, relayFailed);
    },
    endStreams: () => feed.end(goingAway),
    async stop() {
      feed.end(goingAway);
      await Promise.all([relay?.stop(), notice.settled(), feed.stop(), young.stop()]);
      await Promise.all([limited.close(), recent.stop()]);
      await db.close();
    },
  };
  const noteDeprecatedUse = deprecatedUse(hub, metrics.deprecatedCalls, complain("A use of REST v1 could not be kept"));
  await feed.start();
  const { publicUrl, streamsPerCaller, deadlineMs } = config;
  const oauth = createOAuth(hub, publicUrl);
  const identify = identifyFor(hub, { publicUrl, secrets, oauth });
  const publicOrigin = new URL(publicUrl).origin;
  const gateway = createGateway({ hub, identify, limits: limited.limits, publicOrigin, streamsPerCaller, deadlineMs });
  return Object.assign(hub, { identify, gateway, oauth });
}

const filesOf = ({ s3, dataDir, publicUrl }: Config, secret: Secrets): FileStore =>
  createFileStore(s3, { folder: join(dataDir, "files"), secret, publicUrl });

const metricsOf = (db: WatchedDatabase, feed: Feed): Metrics =>
  createMetrics({
    relayLagS: () => relayLag(db.sql),
    feedReaders: () => feed.readers,
    transactions: db.running,
    databaseUp: db.up,
    consumers: () => readConsumers(db.sql),
    erp: () => readErpFigures(db.sql),
  });

interface Proofs {
  readonly publicUrl: string;
  readonly secrets: Secrets;
  readonly oauth: OAuth;
}

function identifyFor(hub: Unentered, { publicUrl, secrets, oauth }: Proofs) {
  const cookie = sessionCookie(publicUrl);
  return createIdentify(hub, (cookies) => sessionIdFrom(cookies, cookie, secrets), oauth);
}

type Recorders = { readonly metrics: Metrics; readonly log: Log; readonly recent: RecentCalls };

const recording = ({ metrics, log, recent }: Recorders): Required<Pick<Hub, "observe" | "undeclared">> => ({
  observe(observation) {
    metrics.observe(observation);
    recent.note(observation);
    logObservation(log, observation);
  },
  undeclared(operation, { code }) {
    log.error({ operation, code }, "An operation refused with what it does not declare");
    return undefined;
  },
});

function openDatabase({ config, databaseUrl, log }: HubOptions): WatchedDatabase {
  return connectWatched({
    url: databaseUrl,
    poolSize: config.poolSize,
    applicationName: `crossdock ${config.role}`,
    onChange: (up) => (up ? log.info("PostgreSQL answers again") : log.warn("PostgreSQL does not answer")),
  });
}
