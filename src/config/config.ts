import { resolve } from "node:path";
import { dependencies, Variables } from "./variables.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

export type Config = Readonly<ReturnType<typeof toConfig>>;

/** Names every invalid variable, never its value: it may be a secret. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The environment is not valid:\n${problems.map((problem) => `  ${problem}`).join("\n")}`);
    this.problems = problems;
  }
}

/**
 * Parses the whole configuration; an empty value counts as unset. Without an argument it reads the process's
 * environment, completed by `.env` if there is one. `hosted`: another server listens for the application.
 */
export function loadConfig(env: Environment = processEnvironment(), { hosted = false } = {}): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = Variables.safeParse(given);
  const wrong = parsed.error?.issues.map(({ path, message }) => `${path[0]?.toString() ?? ""}: ${message}`) ?? [];
  const missing = dependencies
    .filter(([name, needed]) => name in given && !(needed in given))
    .map(([name, needed]) => `${needed}: required when ${name} is set`);
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
    /** Reachable from other machines: no published password may be valid. */
    exposed,
    port,
    /** The health endpoint's port in roles without screens; by default any free port. */
    healthPort: env.PORT ?? 0,
    grpcPort: env.GRPC_PORT ?? 50_051,
    grpc: grpcOf(env),
    /** Without a trailing slash. */
    publicUrl: env.PUBLIC_URL?.replace(/\/+$/, "") ?? `http://${urlHost(env.HOST)}:${port}`,
    /** How many trusted proxies may add to the forwarded client address. */
    trustProxyHops: env.TRUST_PROXY,
    corsOrigins: env.CORS_ORIGINS,
    /** The rate limit per subject; undefined: no limit. */
    rateLimits: { key: env.RATE_LIMIT, user: env.RATE_LIMIT, ip: env.RATE_LIMIT_ANONYMOUS },
    /** Milliseconds until a request is answered with 504. */
    deadlineMs: env.REQUEST_TIMEOUT * 1000,
    /** From this date REST v1 responds with 410. */
    v1Sunset: new Date(env.REST_V1_SUNSET),
    /** Concurrent event streams per user or key in one process. */
    streamsPerCaller: env.STREAMS_PER_CALLER,
    graphql: {
      /** Everybody may ask for the schema; signed-in administrators always may. */
      introspection: env.GRAPHQL_INTROSPECTION ?? env.NODE_ENV === "development",
      /** File of documents that clients name by their hash. */
      persisted: env.GRAPHQL_PERSISTED,
      /** Nothing else is run. */
      onlyPersisted: env.GRAPHQL_PERSISTED_ONLY,
    },
    logLevel: env.LOG_LEVEL,
    /** Undefined: the embedded PostgreSQL. */
    databaseUrl: env.DATABASE_URL,
    poolSize: env.POOL_SIZE,
    /** An absolute path. */
    dataDir: resolve(env.DATA_DIR),
    /** The data for an empty database. */
    seed: env.SEED ?? (env.DATABASE_URL === undefined && !exposed ? "demo" : "none"),
    admin: adminOf(env),
    bootstrapApiKey: env.BOOTSTRAP_API_KEY,
    /** Undefined: see secrets.ts. */
    authSecret: env.AUTH_SECRET,
    /** Accepted beside it. */
    otherSecrets: env.AUTH_SECRET_OTHERS,
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
    erp: erpOf(env),
    otlpEndpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT,
  };
}

/** A listener on loopback is still public behind a proxy, as PUBLIC_URL or TRUST_PROXY indicates. */
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
    /** The default port may be in use: then only gRPC is not served. */
    mayLack: env.GRPC_PORT === undefined && env.ROLE === "all",
    /** Undefined: no TLS. */
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

function erpOf(env: Variables) {
  const { ERP_WSDL_URL: wsdlUrl, ERP_ENDPOINT_URL: address, ERP_TENANT: tenant, ERP_TIMEOUT: timeoutS } = env;
  if (wsdlUrl === undefined) return undefined;
  return {
    wsdlUrl,
    address,
    username: env.ERP_USERNAME,
    password: env.ERP_PASSWORD,
    tenant,
    timeoutMs: timeoutS * 1000,
  };
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
