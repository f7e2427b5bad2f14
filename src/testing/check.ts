import { spawn } from "node:child_process";
import { join } from "node:path";
import { foreignLicences, readLock } from "./licences.ts";
import { checkStructure, readSources } from "./structure.ts";

export type Part = { name: string; passed: boolean; output: string };

const root = join(import.meta.dirname, "../..");

/** Runs a tool from node_modules with this Node, whatever the shell's `node` is. */
function tool(name: string, script: string, args: readonly string[]): Promise<Part> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [`node_modules/${script}`, ...args], { cwd: root, stdio: "pipe" });
    const chunks: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.on("error", (error) => resolve({ name, passed: false, output: error.message }));
    child.on("close", (code) =>
      resolve({ name, passed: code === 0, output: Buffer.concat(chunks).toString("utf8").trim() }),
    );
  });
}

function structure(): Part {
  const findings = checkStructure(readSources(root));
  const output = findings.map(({ path, line, message }) => `${path}:${line}  ${message}`).join("\n");
  return { name: "structure", passed: findings.length === 0, output };
}

function licences(): Part {
  const findings = foreignLicences(readLock(root));
  return { name: "licences", passed: findings.length === 0, output: findings.join("\n") };
}

/** Types, lint, format, structure and licences, all at once; prints one block for each that failed. */
export async function check(print: (text: string) => void): Promise<Part[]> {
  const parts = await Promise.all([
    tool("types", "typescript/bin/tsc", ["--noEmit", "--pretty", "false"]),
    tool("lint", "oxlint/bin/oxlint", ["--deny-warnings"]),
    tool("format", "oxfmt/bin/oxfmt", ["--list-different"]),
    Promise.resolve(structure()),
    Promise.resolve(licences()),
  ]);
  for (const { name, output } of parts.filter(({ passed }) => !passed)) {
    const hint = name === "format" ? "\nnpm run format puts them right." : "";
    print(`\n── ${name} failed ${"─".repeat(Math.max(0, 60 - name.length))}\n${output}${hint}\n`);
  }
  print(parts.map(({ name, passed }) => `${passed ? "✓" : "✗"} ${name}`).join("   "));
  return parts;
}

if (import.meta.main) {
  const parts = await check((text) => process.stdout.write(`${text}\n`));
  process.exitCode = parts.every(({ passed }) => passed) ? 0 : 1;
}
