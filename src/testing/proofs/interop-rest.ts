import { fetchRestTools } from "./rest-interop/tools.ts";
import { runInterop } from "./run-interop.ts";

const proof = {
  name: "REST",
  setting: "REST_TOOLS",
  limitMs: 900_000,
  passed: "every external client works with the hub",
  failed: "an external client does not work with the hub",
};

await runInterop(proof, await fetchRestTools());
