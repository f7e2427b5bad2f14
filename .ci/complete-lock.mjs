// Adds to package-lock.json the platform builds that npm left out because it did not see them on the machine that
// wrote the lock; without them `npm ci` refuses the lock. Run after adding a dependency: node .ci/complete-lock.mjs
import { readFileSync, writeFileSync } from "node:fs";

const path = new URL("../package-lock.json", import.meta.url);
const lock = JSON.parse(readFileSync(path, "utf8"));
const packages = lock.packages;

const OS = /android|darwin|freebsd|linux|netbsd|openbsd|openharmony|sunos|win32|aix/;
const CPU = /arm64|ppc64|riscv64|s390x|loong64|mips64el|wasm32|ia32|x64|arm/;

function platformOf(name) {
  const target = name.split("/").at(-1) ?? name;
  const cpu = CPU.exec(target)?.[0];
  const os = OS.exec(target)?.[0];
  if (!cpu) throw new Error(`${name} names no processor: add its lock entry by hand.`);
  const libc = /-musl/.test(target) ? ["musl"] : /-gnu/.test(target) ? ["glibc"] : undefined;
  return { cpu: [cpu], ...(os === "linux" && libc ? { libc } : {}), ...(os ? { os: [os] } : {}) };
}

const isThere = (parent, name) => `${parent}/node_modules/${name}` in packages || `node_modules/${name}` in packages;

const added = Object.entries(packages).flatMap(([parent, entry]) =>
  Object.entries(entry.optionalDependencies ?? {})
    .filter(([name, version]) => /^\d/.test(version) && !isThere(parent, name))
    .map(([name, version]) => {
      const { cpu, libc, os } = platformOf(name);
      const fields = { version, cpu, dev: entry.dev, libc, license: entry.license, optional: true, os };
      return [`node_modules/${name}`, fields];
    }),
);

const [root, ...rest] = Object.entries(packages);
lock.packages = Object.fromEntries([root, ...[...rest, ...added].toSorted(([a], [b]) => a.localeCompare(b, "en"))]);
if (added.length > 0) writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
process.stdout.write(`${added.length} added\n`);
