import { defineConfig } from "vitest/config";

const seed = Number(process.env.TEST_SEED ?? Date.now() % 2 ** 31);

const UNIT = "src/**/*.test.{ts,tsx}";

/** Tests that need programs of others have scripts which fetch those first: `npm run interop:kafka`, `interop:rest`, … */
function suite(env: NodeJS.ProcessEnv): string[] {
  const { KAFKA_JARS, REST_TOOLS, GRPC_TOOLS, SOAP_TOOLS, PARITY_TOOLS, SECURITY_TOOLS } = env;
  if (KAFKA_JARS) return ["src/testing/proofs/queues/*.interop.ts"];
  if (GRPC_TOOLS) return ["src/testing/proofs/grpc-interop/*.interop.ts"];
  if (SOAP_TOOLS) return ["src/testing/proofs/soap-interop/*.interop.ts"];
  if (SECURITY_TOOLS) return ["src/testing/proofs/security-interop/*.interop.ts"];
  if (PARITY_TOOLS) return ["src/testing/parity/*.interop.ts"];
  return REST_TOOLS ? ["src/testing/proofs/rest-interop/*.interop.ts"] : [UNIT];
}

/**
 * Files with a process of their own: they count all that a process has registered, record its spans, or replace its
 * `Request` and `Response` as a server's adapter does.
 */
const ALONE = [
  "src/app/event-texts.test.ts",
  "src/core/catalogue.test.ts",
  "src/core/events/scopes.test.ts",
  "src/server/every-transport.test.ts",
  "src/server/idle.test.ts",
  "src/testing/proofs/event-stream.test.ts",
  "src/transports/broker/redis-streams.test.ts",
  "src/transports/documents/**/*.test.ts",
  "src/transports/graphql/subscriptions.test.ts",
  "src/transports/sse/*.test.ts",
  "src/workers/trace.test.ts",
];
const included = suite(process.env);
const NODE = { environment: "node", pool: "forks", globalSetup: "src/testing/global-setup.ts" } as const;

export default defineConfig({
  // It ships two copies, and an error of the one is no error to the other: this is the one that Node takes.
  resolve: { alias: [{ find: /^graphql$/, replacement: "graphql/index.js" }] },
  test: {
    projects: [
      {
        extends: true,
        test: {
          ...NODE,
          name: "unit",
          include: included,
          exclude: ALONE,
          // Modules are loaded once for all files of a worker: loading them took half of the run.
          isolate: false,
        },
      },
      { extends: true, test: { ...NODE, name: "alone", include: included.includes(UNIT) ? ALONE : [] } },
    ],
    maxWorkers: 2,
    // A busy machine is slow, not wrong.
    testTimeout: 60_000,
    // Machines of a CI are shared: what fails twice there is wrong. Elsewhere nothing is tried again.
    retry: process.env.CI ? 1 : 0,
    expect: { poll: { timeout: 15_000 } },
    hookTimeout: 120_000,
    sequence: { seed },
    env: { TEST_SEED: String(seed) },
    outputFile: { json: "test-results/vitest.json" },
    passWithNoTests: true,
  },
});
