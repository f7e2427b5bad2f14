import { fetchGrpcTools } from "./grpc-interop/tools.ts";
import { runInterop } from "./run-interop.ts";

const proof = {
  name: "Parity",
  setting: "PARITY_TOOLS",
  limitMs: 900_000,
  passed: "every transport does the same",
  failed: "a transport differs from the others",
};

await runInterop(proof, await fetchGrpcTools());
