import { runInterop } from "./run-interop.ts";
import { findSecurityTools } from "./security-interop/tools.ts";

const proof = {
  name: "Security",
  setting: "SECURITY_TOOLS",
  limitMs: 900_000,
  passed: "authlib verifies our tokens from their keys alone, and wapiti finds nothing",
  failed: "a token was not verified, or the scanner found something",
};

await runInterop(proof, await findSecurityTools());
