import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureApiTools, ran, toolFolder } from "../api-tools.ts";

const HEALTH_PROBE = "v0.4.42";
const GRPCURL = "v1.9.3";
const requirements = join(toolFolder, "python/grpc-requirements.txt");

const edition = () =>
  createHash("sha256")
    .update([HEALTH_PROBE, GRPCURL, readFileSync(requirements, "utf8")].join())
    .digest("hex")
    .slice(0, 12);

export const grpcTools = (folder: string) => ({
  python: join(folder, "python/bin/python"),
  healthProbe: join(folder, "bin/grpc-health-probe"),
  grpcurl: join(folder, "bin/grpcurl"),
});

interface Step {
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: Record<string, string>;
}

const goInstall = (folder: string, program: string): Step => ({
  program: "go",
  args: ["install", program],
  env: { GOBIN: join(folder, "bin"), GOFLAGS: "-mod=mod" },
});

/** Fetches the programs once, through the clients of their registries; or says which of them cannot be had. */
export async function fetchGrpcTools(): Promise<{ folder: string } | { missing: string }> {
  const folder = join(process.env["TMPDIR"] ?? tmpdir(), `crossdock-grpc-tools-${edition()}`);
  await ensureApiTools();
  const complete = join(folder, "complete");
  if (existsSync(complete)) return { folder };
  await mkdir(folder, { recursive: true });
  const steps: readonly Step[] = [
    { program: "python3", args: ["-m", "venv", join(folder, "python")] },
    { program: grpcTools(folder).python, args: ["-m", "pip", "install", "-q", "-r", requirements] },
    goInstall(folder, `github.com/grpc-ecosystem/grpc-health-probe@${HEALTH_PROBE}`),
    goInstall(folder, `github.com/fullstorydev/grpcurl/cmd/grpcurl@${GRPCURL}`),
  ];
  for (const { program, args, env } of steps) {
    const { code, output } = await ran(program, args, env);
    if (code !== 0) return { missing: `${program} ${args.join(" ")}: ${output.slice(-500)}` };
  }
  await writeFile(complete, "");
  return { folder };
}
