import { z } from "zod";

const port = z.coerce.number().int().min(0).max(65_535);
const webUrl = z.url({ protocol: /^https?$/, error: "expected an http or https address" });
const address = (protocol: RegExp, error: string) => z.url({ protocol, error });
const list = z.string().transform((text) =>
  text
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== ""),
);
const origins = list.pipe(
  z.array(
    webUrl.refine(
      (url) => URL.canParse(url) && new URL(url).origin === url,
      "expected origins such as https://shop.example.com",
    ),
  ),
);
const topic = z.string().regex(/^[\w.:-]{1,200}$/, "expected letters, digits, dots, colons, hyphens and underscores");
const spelledHops: Record<string, number> = { true: 1, false: 0 };
const proxyHops = z.preprocess(
  (value) => (typeof value === "string" ? (spelledHops[value] ?? value) : value),
  z.coerce.number().int().min(0).max(10),
);

/** Requests per window in seconds, such as `120000/60`; undefined for `off`. */
const quota = z
  .string()
  .regex(/^(off|[1-9]\d{0,8}\/[1-9]\d{0,4})$/, "expected requests/seconds, such as 120000/60, or off")
  .transform((text) => {
    const [requests, windowS] = text.split("/").map(Number);
    return windowS === undefined ? undefined : { quota: requests ?? 0, windowS };
  });

/** Every environment variable that Crossdock reads. `.env.example` explains each. */
export const Variables = z.object({
  NODE_ENV: z.enum(["production", "development", "test"]).default("production"),
  ROLE: z.enum(["all", "web", "grpc", "worker"]).default("all"),
  HOST: z.string().default("127.0.0.1"),
  PORT: port.optional(),
  GRPC_PORT: port.optional(),
  GRPC_TLS_CERT_FILE: z.string().optional(),
  GRPC_TLS_KEY_FILE: z.string().optional(),
  GRPC_TLS_CLIENT_CA_FILE: z.string().optional(),
  GRPC_CONNECTION_AGE: z.coerce.number().int().min(10).max(86_400).default(1800),
  GRPC_KEEPALIVE: z.coerce.number().int().min(5).max(7200).default(60),
  GRPC_MAX_MESSAGE: z.coerce.number().int().min(16_384).max(67_108_864).default(4_194_304),
  PUBLIC_URL: webUrl.optional(),
  TRUST_PROXY: proxyHops.default(0),
  CORS_ORIGINS: origins.default([]),
  STREAMS_PER_CALLER: z.coerce.number().int().min(1).max(100_000).default(20),
  RATE_LIMIT: quota.prefault("120000/60"),
  RATE_LIMIT_ANONYMOUS: quota.prefault("1200/60"),
  GRAPHQL_INTROSPECTION: z.stringbool().optional(),
  GRAPHQL_PERSISTED: z.string().optional(),
  GRAPHQL_PERSISTED_ONLY: z.stringbool().default(false),
  REQUEST_TIMEOUT: z.coerce.number().min(0.1).max(600).default(20),
  REST_V1_SUNSET: z.iso.date("expected a date such as 2027-11-22").default("2027-11-22"),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
  DATABASE_URL: address(/^postgres(ql)?$/, "expected postgres://user:password@host:port/database").optional(),
  POOL_SIZE: z.coerce.number().int().min(1).max(1000).default(10),
  DATA_DIR: z.string().default(".data"),
  SEED: z.enum(["none", "demo"]).optional(),
  ADMIN_EMAIL: z.email().optional(),
  ADMIN_PASSWORD: z.string().min(8).optional(),
  BOOTSTRAP_API_KEY: z.string().min(32).optional(),
  AUTH_SECRET: z.string().min(32).optional(),
  AUTH_SECRET_OTHERS: list.pipe(z.array(z.string().min(32))).default([]),
  ALLOW_PRIVATE_TARGETS: z.stringbool().default(false),
  REDIS_URL: address(/^rediss?$/, "expected redis://host:port or rediss://host:port").optional(),
  KAFKA_BROKERS: list.pipe(z.array(z.string().regex(/^[^\s:]+:\d+$/, "expected host:port, host:port"))).default([]),
  KAFKA_EVENTS_TOPIC: topic.default("crossdock.events"),
  KAFKA_INTAKE_TOPIC: topic.default("crossdock.orders.intake"),
  REDIS_EVENTS_STREAM: topic.default("crossdock:events"),
  REDIS_EVENTS_KEPT: z.coerce.number().int().min(1000).default(1_000_000),
  REDIS_INTAKE_STREAM: topic.default("crossdock.orders.intake"),
  BROKER_GROUP: topic.default("crossdock"),
  BROKER_START: z.enum(["head", "beginning"]).default("head"),
  BROKER_TENANT: z.string().optional(),
  S3_BUCKET: z.string().optional(),
  S3_ENDPOINT: webUrl.optional(),
  S3_REGION: z.string().default("us-east-1"),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  S3_FORCE_PATH_STYLE: z.stringbool().default(false),
  SMTP_URL: address(/^smtps?$/, "expected smtp://user:password@host:port").optional(),
  MAIL_FROM: z.string().default("Crossdock <crossdock@localhost>"),
  UNPAID_HOLD_DAYS: z.coerce.number().int().min(1).max(3650).optional(),
  STRIPE_SECRET_KEY: z.string().optional(),
  STRIPE_WEBHOOK_SECRET: z.string().optional(),
  STRIPE_API_URL: webUrl.optional(),
  ERP_WSDL_URL: webUrl.optional(),
  ERP_ENDPOINT_URL: webUrl.optional(),
  ERP_USERNAME: z.string().optional(),
  ERP_PASSWORD: z.string().optional(),
  ERP_TENANT: z.string().optional(),
  ERP_TIMEOUT: z.coerce.number().min(0.1).max(120).default(20),
  OTEL_EXPORTER_OTLP_ENDPOINT: webUrl.optional(),
});

export type Variables = z.output<typeof Variables>;

/** Variables that require another one: [given, needed]. */
export const dependencies: readonly [keyof Variables, keyof Variables][] = [
  ["ADMIN_EMAIL", "ADMIN_PASSWORD"],
  ["ADMIN_PASSWORD", "ADMIN_EMAIL"],
  ["AUTH_SECRET_OTHERS", "AUTH_SECRET"],
  ["GRPC_TLS_CERT_FILE", "GRPC_TLS_KEY_FILE"],
  ["GRPC_TLS_KEY_FILE", "GRPC_TLS_CERT_FILE"],
  ["GRPC_TLS_CLIENT_CA_FILE", "GRPC_TLS_CERT_FILE"],
  ["GRAPHQL_PERSISTED_ONLY", "GRAPHQL_PERSISTED"],
  ["GRAPHQL_PERSISTED_ONLY", "GRAPHQL_PERSISTED"],
  ["S3_ENDPOINT", "S3_BUCKET"],
  ["S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"],
  ["S3_SECRET_ACCESS_KEY", "S3_ACCESS_KEY_ID"],
  ["STRIPE_WEBHOOK_SECRET", "STRIPE_SECRET_KEY"],
  ["ERP_ENDPOINT_URL", "ERP_WSDL_URL"],
  ["ERP_TENANT", "ERP_WSDL_URL"],
  ["ERP_USERNAME", "ERP_PASSWORD"],
  ["ERP_PASSWORD", "ERP_USERNAME"],
];
