import { spawn } from "node:child_process";
import { join } from "node:path";
import { readDeclared, undeclaredScripts } from "./proofs/install-scripts.ts";
import { foreignLicences, readLock } from "./proofs/licences.ts";
import { checkStructure, readSources } from "./proofs/structure.ts";

export type Part = { name: string; passed: boolean; output: string };

const root = join(import.meta.dirname, "../..");

/** Runs a program with this Node, whatever the shell's `node` is. */
function program(name: string, script: string, args: readonly string[]): Promise<Part> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script, ...args], { cwd: root, stdio: "pipe" });
    const chunks: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.on("error", (error) => resolve({ name, passed: false, output: error.message }));
    child.on("close", (code) =>
      resolve({ name, passed: code === 0, output: Buffer.concat(chunks).toString("utf8").trim() }),
    );
  });
}

const tool = (name: string, script: string, args: readonly string[]) => program(name, `node_modules/${script}`, args);

function structure(): Part {
  const findings = checkStructure(readSources(root));
  const output = findings.map(({ path, line, message }) => `${path}:${line}  ${message}`).join("\n");
  return { name: "structure", passed: findings.length === 0, output };
}

function licences(): Part {
  const findings = foreignLicences(readLock(root));
  return { name: "licences", passed: findings.length === 0, output: findings.join("\n") };
}

function installScripts(): Part {
  const findings = undeclaredScripts(readDeclared(root));
  return { name: "install scripts", passed: findings.length === 0, output: findings.join("\n") };
}

/** The command that fixes a check's findings. */
const HINTS: Readonly<Record<string, string>> = {
  format: "npm run format fixes them.",
  documents: "npm run documents writes them.",
  sbom: "npm run sbom writes it.",
};

/** Types, lint, format, documents, structure and the packages that we depend on, in parallel; prints one block for each failed check. */
export async function check(print: (text: string) => void): Promise<Part[]> {
  const parts = await Promise.all([
    tool("types", "typescript/bin/tsc", ["--noEmit", "--pretty", "false"]),
    tool("lint", "oxlint/bin/oxlint", ["--deny-warnings"]),
    tool("format", "oxfmt/bin/oxfmt", ["--list-different"]),
    program("documents", "src/transports/documents/write.ts", ["--check"]),
    Promise.resolve(structure()),
    Promise.resolve(licences()),
    Promise.resolve(installScripts()),
    program("sbom", "src/testing/proofs/sbom.ts", ["--check"]),
  ]);
  for (const { name, output } of parts.filter(({ passed }) => !passed)) {
    const text = [output, HINTS[name] ?? ""].join("\n").trimEnd();
    print(`\n── ${name} failed ${"─".repeat(Math.max(0, 60 - name.length))}\n${text}\n`);
  }
  print(parts.map(({ name, passed }) => `${passed ? "✓" : "✗"} ${name}`).join("   "));
  return parts;
}

if (import.meta.main) {
  const parts = await check((text) => process.stdout.write(`${text}\n`));
  process.exitCode = parts.every(({ passed }) => passed) ? 0 : 1;
}
