/** Every way in which a call reaches an operation; an event's transport is one of these. */
export const transports = [
  "rest",
  "trpc",
  "graphql",
  "sse",
  "grpc",
  "soap",
  "webhook",
  "kafka",
  "redis",
  "upload",
  "import",
  "export",
  "worker",
  "cli",
  "page",
  "health",
  "internal",
] as const;
export type Transport = (typeof transports)[number];
