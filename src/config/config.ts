import { resolve } from "node:path";
import { dependencies, Variables } from "./variables.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

export type Config = Readonly<ReturnType<typeof toConfig>>;

/** Names every variable that is wrong, never its value: it may be a secret. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The environment is not valid:\n${problems.map((problem) => `  ${problem}`).join("\n")}`);
    this.problems = problems;
  }
}

/**
 * Reads the whole configuration once; an empty value counts as absent. Without an argument it reads the
 * process's environment, completed by the file `.env` when there is one. `hosted`: something else listens for us.
 */
export function loadConfig(env: Environment = processEnvironment(), { hosted = false } = {}): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = Variables.safeParse(given);
  const wrong = parsed.error?.issues.map(({ path, message }) => `${path[0]?.toString() ?? ""}: ${message}`) ?? [];
  const missing = dependencies
    .filter(([name, needed]) => name in given && !(needed in given))
    .map(([name, needed]) => `${needed}: needed because ${name} is set`);
  if (!parsed.success || missing.length > 0) throw new ConfigError([...new Set([...wrong, ...missing])]);
  return toConfig(parsed.data, hosted);
}

function toConfig(env: Variables, hosted: boolean) {
  const port = env.PORT ?? 3000;
  const exposed = hosted || isExposed(env);
  return {
    nodeEnv: env.NODE_ENV,
    role: env.ROLE,
    host: env.HOST,
    /** Others than this machine can reach it: no published password may open it. */
    exposed,
    port,
    /** Where roles without screens answer for their health: any free port, unless one is named. */
    healthPort: env.PORT ?? 0,
    grpcPort: env.GRPC_PORT ?? 50_051,
    grpc: grpcOf(env),
    /** Without a slash at its end. */
    publicUrl: env.PUBLIC_URL?.replace(/\/+$/, "") ?? `http://${urlHost(env.HOST)}:${port}`,
    /** How many proxies in front of us are believed about the caller's address. */
    trustProxyHops: env.TRUST_PROXY,
    corsOrigins: env.CORS_ORIGINS,
    /** Who is charged how much; undefined: no limit. */
    rateLimits: { key: env.RATE_LIMIT, user: env.RATE_LIMIT, ip: env.RATE_LIMIT_ANONYMOUS },
    /** How long a request may take before it is answered 504. */
    deadlineMs: env.REQUEST_TIMEOUT * 1000,
    /** From this day on REST v1 is answered 410. */
    v1Sunset: new Date(env.REST_V1_SUNSET),
    /** Event streams that one user or key may hold open in one process. */
    streamsPerCaller: env.STREAMS_PER_CALLER,
    logLevel: env.LOG_LEVEL,
    /** Undefined: the embedded server. */
    databaseUrl: env.DATABASE_URL,
    poolSize: env.POOL_SIZE,
    /** Absolute. */
    dataDir: resolve(env.DATA_DIR),
    /** What an empty database is filled with. */
    seed: env.SEED ?? (env.DATABASE_URL === undefined && !exposed ? "demo" : "none"),
    admin: adminOf(env),
    bootstrapApiKey: env.BOOTSTRAP_API_KEY,
    /** Undefined: see `authSecret` in secrets.ts. */
    authSecret: env.AUTH_SECRET,
    allowPrivateTargets: env.ALLOW_PRIVATE_TARGETS,
    kafka: kafkaOf(env),
    redis: redisOf(env),
    queues: { group: env.BROKER_GROUP, start: env.BROKER_START, tenant: env.BROKER_TENANT },
    s3: s3Of(env),
    smtpUrl: env.SMTP_URL,
    mailFrom: env.MAIL_FROM,
    /** Undefined: unpaid orders are left alone. */
    unpaidHoldDays: env.UNPAID_HOLD_DAYS,
    stripe: stripeOf(env),
    erpWsdlUrl: env.ERP_WSDL_URL,
    otlpEndpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT,
  };
}

/** A listener on loopback is still public behind a proxy, which PUBLIC_URL or TRUST_PROXY gives away. */
function isExposed({ HOST, PUBLIC_URL, TRUST_PROXY }: Variables): boolean {
  if (TRUST_PROXY > 0 || !isLoopback(HOST)) return true;
  return PUBLIC_URL !== undefined && !isLoopback(new URL(PUBLIC_URL).hostname);
}

const isLoopback = (host: string): boolean =>
  /^(localhost|127(\.\d{1,3}){3}|\[?(::1|(0{1,4}:){7}0{0,3}1)\]?)$/i.test(host);

function adminOf(env: Variables) {
  if (env.ADMIN_EMAIL === undefined || env.ADMIN_PASSWORD === undefined) return undefined;
  return { email: env.ADMIN_EMAIL, password: env.ADMIN_PASSWORD };
}

function grpcOf(env: Variables) {
  const { GRPC_TLS_CERT_FILE: certFile, GRPC_TLS_KEY_FILE: keyFile, GRPC_TLS_CLIENT_CA_FILE: clientCaFile } = env;
  return {
    /** A port that nobody chose may be taken: then all but gRPC is served. */
    mayLack: env.GRPC_PORT === undefined && env.ROLE === "all",
    /** Undefined: in the clear. */
    tls: certFile === undefined || keyFile === undefined ? undefined : { certFile, keyFile, clientCaFile },
    connectionAgeS: env.GRPC_CONNECTION_AGE,
    keepaliveS: env.GRPC_KEEPALIVE,
    maxMessageBytes: env.GRPC_MAX_MESSAGE,
  };
}

function kafkaOf(env: Variables) {
  if (env.KAFKA_BROKERS.length === 0) return undefined;
  return { brokers: env.KAFKA_BROKERS, events: env.KAFKA_EVENTS_TOPIC, intake: env.KAFKA_INTAKE_TOPIC };
}

function redisOf(env: Variables) {
  if (env.REDIS_URL === undefined) return undefined;
  const { REDIS_URL: url, REDIS_EVENTS_STREAM: events, REDIS_INTAKE_STREAM: intake, REDIS_EVENTS_KEPT: kept } = env;
  return { url, events, intake, kept };
}

function s3Of(env: Variables) {
  if (env.S3_BUCKET === undefined) return undefined;
  return {
    bucket: env.S3_BUCKET,
    endpoint: env.S3_ENDPOINT,
    region: env.S3_REGION,
    accessKeyId: env.S3_ACCESS_KEY_ID,
    secretAccessKey: env.S3_SECRET_ACCESS_KEY,
    forcePathStyle: env.S3_FORCE_PATH_STYLE,
  };
}

function stripeOf(env: Variables) {
  if (env.STRIPE_SECRET_KEY === undefined) return undefined;
  return { secretKey: env.STRIPE_SECRET_KEY, webhookSecret: env.STRIPE_WEBHOOK_SECRET, apiUrl: env.STRIPE_API_URL };
}

function urlHost(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "localhost";
  return host.includes(":") ? `[${host}]` : host;
}

function processEnvironment(): Environment {
  try {
    process.loadEnvFile();
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
  return process.env;
}
