import { defineConfig } from "vitest/config";

const seed = Number(process.env.TEST_SEED ?? Date.now() % 2 ** 31);

/** Tests that need programs of others have scripts which fetch those first: `npm run interop:kafka`, `interop:rest`, … */
function suite({ KAFKA_JARS, REST_TOOLS, GRPC_TOOLS, SOAP_TOOLS, PARITY_TOOLS }: NodeJS.ProcessEnv): string[] {
  if (KAFKA_JARS) return ["src/testing/proofs/queues/*.interop.ts"];
  if (GRPC_TOOLS) return ["src/testing/proofs/grpc-interop/*.interop.ts"];
  if (SOAP_TOOLS) return ["src/testing/proofs/soap-interop/*.interop.ts"];
  if (PARITY_TOOLS) return ["src/testing/parity/*.interop.ts"];
  return REST_TOOLS ? ["src/testing/proofs/rest-interop/*.interop.ts"] : ["src/**/*.test.{ts,tsx}"];
}

export default defineConfig({
  // It ships two copies, and an error of the one is no error to the other: this is the one that Node takes.
  resolve: { alias: [{ find: /^graphql$/, replacement: "graphql/index.js" }] },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: suite(process.env),
          environment: "node",
          pool: "forks",
          globalSetup: "src/testing/global-setup.ts",
        },
      },
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
