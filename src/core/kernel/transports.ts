/** Every way in which a call reaches an operation. What an event says of its transport is one of these. */
export const transports = [
  "rest",
  "trpc",
  "sse",
  "grpc",
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
