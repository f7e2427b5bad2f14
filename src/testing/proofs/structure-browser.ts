import { posix } from "node:path";
import type { Finding, Rule, SourceFile } from "./structure-files.ts";

/** Value imports, re-exports and dynamic imports; `import type` is erased before a browser loads it. */
const IMPORT = /^(?:import|export) (?!type\b)(?:[^;"']*?from )?["']([^"']+)["']|\bimport\(["']([^"']+)["']\)/gm;
const SERVER_ONLY = /^(node:|drizzle-orm|postgres$|pg-boss$|pino$|@node-rs\/)/;
const ENTRY = /^src\/(features|components)\/.*(?<!\.test)\.tsx?$|^src\/core\/[^/]+\/([a-z-]+-)?schemas\.ts$/;

/** Everything that features, components and schemas import, also indirectly, must run in a browser. */
export const browserFilesRunInBrowsers: Rule = (files) => {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const seen = new Set<string>();
  const queue = files.filter(({ path }) => ENTRY.test(path)).map((file) => ({ file, via: file.path }));
  const findings: Finding[] = [];
  for (let next = queue.shift(); next; next = queue.shift()) {
    const { file, via } = next;
    if (seen.has(file.path)) continue;
    seen.add(file.path);
    const specifiers = importsOf(file);
    const bad = specifiers.find((specifier) => SERVER_ONLY.test(specifier));
    if (bad)
      findings.push({ path: via, line: 1, message: `The browser cannot load ${bad}, imported by ${file.path}.` });
    const loaded = specifiers.flatMap((specifier) => byPath.get(resolve(file.path, specifier)) ?? []);
    queue.push(...loaded.map((found) => ({ file: found, via })));
  }
  return findings;
};

function importsOf({ text }: SourceFile): string[] {
  return [...text.matchAll(IMPORT)].map((match) => match[1] ?? match[2] ?? "");
}

function resolve(from: string, specifier: string): string {
  if (specifier.startsWith("#")) return `src/${specifier.slice(1)}`;
  return posix.join(posix.dirname(from), specifier);
}
