import { runInterop } from "./run-interop.ts";
import { findSoapTools } from "./soap-interop/tools.ts";

const proof = {
  name: "SOAP",
  setting: "SOAP_TOOLS",
  limitMs: 600_000,
  passed: "zeep and php-soap work with the hub",
  failed: "a client of SOAP does not work with the hub",
};

await runInterop(proof, await findSoapTools());
