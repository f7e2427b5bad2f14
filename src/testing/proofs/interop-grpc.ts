import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fetchGrpcTools } from "./grpc-interop/tools.ts";

/** The whole of it, after the programs are there. */
const LIMIT_MS = 900_000;

const say = (text: string) => process.stdout.write(`gRPC: ${text}\n`);

async function prove(tools: string): Promise<boolean> {
  const child = spawn(process.execPath, ["node_modules/vitest/vitest.mjs", "run"], {
    cwd: join(import.meta.dirname, "../../.."),
    env: { ...process.env, GRPC_TOOLS: tools },
    stdio: "inherit",
  });
  const timer = setTimeout(() => child.kill("SIGTERM"), LIMIT_MS);
  const [code] = await once(child, "exit");
  clearTimeout(timer);
  return code === 0;
}

const tools = await fetchGrpcTools();
if ("missing" in tools) {
  say(`not run, ${tools.missing}`);
  process.exitCode = process.env["CI"] ? 1 : 0; // .ci/run installs what is needed
} else {
  const passed = await prove(tools.folder);
  say(passed ? "every external client works with the hub" : "an external client does not work with the hub");
  process.exitCode = passed ? 0 : 1;
}
