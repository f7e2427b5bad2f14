/** The server under test. `E2E_PORT` allows several on one machine, each with its own data. */
export const port = Number(process.env.E2E_PORT ?? 3999);
export const dataDir = `.data-e2e-${String(port)}`;
/** Of the stand-in ERP, which runs while `erp.spec.ts` does. */
export const erpPort = port + 20_000;
export const baseURL = `http://127.0.0.1:${String(port)}`;

/** A key with every scope: setup that no screen offers uses REST with it. */
export const apiKey = "e2e-key-for-a-server-that-ends-with-its-tests";

export const serverEnv: Record<string, string> = {
  PORT: String(port),
  GRPC_PORT: "0",
  DATA_DIR: dataDir,
  SEED: "demo",
  LOG_LEVEL: "warn",
  PUBLIC_URL: baseURL,
  BOOTSTRAP_API_KEY: apiKey,
  // Webhook receivers are local here.
  ALLOW_PRIVATE_TARGETS: "true",
  ERP_WSDL_URL: `http://127.0.0.1:${String(erpPort)}/erp?wsdl`,
};
