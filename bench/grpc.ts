import { benchBesideRest } from "./beside-rest.ts";

const PORT = 3986;

/** `npm run bench -- --only grpc`. */
export const benchGrpc = (seconds: number): Promise<void> =>
  benchBesideRest({ name: "grpc", script: "grpc-load.ts", port: PORT, env: { GRPC_PORT: String(PORT) } }, seconds);
