import { dirname, join } from "node:path/posix";
import { type Finding, lineOf, type Rule, type SourceFile } from "./structure-files.ts";

const TOP = /^(?:export )?(?:async )?(?:const|let|function\*?|class|abstract class) (\w+)/gm;
const IMPORT = /^(?:import|export) (?!type\b)(?:\{([^}]*)\}|\* as (\w+)|\*) from "([^"]+)"/gm;
const FAILURES = /^ {2}failures: \[([^\]]*)\],$/m;
const OPERATION = /= (?:command|query|stream)\(\{/;
/** Streams read events through their context, which the hub provides. */
const FEED = "src/core/events/feed.ts";

interface Declared {
  readonly path: string;
  readonly name: string;
  readonly body: string;
  readonly index: number;
}

interface Module {
  readonly declarations: ReadonlyMap<string, Declared>;
  /** By local name: the source module and the original name; `*` is the whole module. */
  readonly imports: ReadonlyMap<string, { readonly path: string; readonly name: string }>;
}

function moduleOf({ path, text }: SourceFile): Module {
  const tops = [...text.matchAll(TOP)];
  const declarations = tops.map(({ 1: name = "", index }, at) => {
    const body = text.slice(index, tops[at + 1]?.index);
    return [name, { path, name, body, index }] as const;
  });
  const imports = [...text.matchAll(IMPORT)].flatMap(([, names, all, from = ""]) => {
    const target = from.startsWith("#") ? `src/${from.slice(1)}` : join(dirname(path), from);
    if (names === undefined) return [[all ?? "*", { path: target, name: "*" }] as const];
    return names.split(",").map((each) => {
      const [name = "", here = name] = each.trim().split(" as ");
      return [here, { path: target, name }] as const;
    });
  });
  return { declarations: new Map(declarations), imports: new Map(imports) };
}

const withoutWords = (body: string): string =>
  body.replaceAll(/\/\*[^]*?\*\/|\/\/.*$|"(?:[^"\\\n]|\\.)*"/gm, "").replace(FAILURES, "");

const namesIn = (text: string): string[] => text.match(/\b[A-Za-z_]\w*\b/g) ?? [];

/** Resolves a name in a file through imports and re-exports. */
function meant(modules: ReadonlyMap<string, Module>, path: string, name: string): readonly Declared[] {
  const { declarations, imports } = modules.get(path) ?? {};
  const here = declarations?.get(name);
  if (here !== undefined) return [here];
  const from = imports?.get(name);
  if (from === undefined) return [];
  if (from.name === "*") return [...(modules.get(from.path)?.declarations.values() ?? [])];
  return meant(modules, from.path, from.name);
}

function reachedFrom(modules: ReadonlyMap<string, Module>, start: Declared): Set<Declared> {
  const given = start.body.includes("= stream({") ? (modules.get(FEED)?.declarations.values() ?? []) : [];
  const reached = new Set([start, ...given]);
  for (const { path, body } of reached)
    for (const name of new Set(namesIn(withoutWords(body))))
      for (const found of meant(modules, path, name)) reached.add(found);
  return reached;
}

/**
 * Every failure that an operation declares is referenced by something that it runs. Failures of others (`...passing`)
 * are not checked.
 */
export const failuresAreGiven: Rule = (files) => {
  const core = files.filter(({ path }) => /^src\/core\/.*\.ts$/.test(path) && !path.endsWith(".test.ts"));
  const modules = new Map(core.map((file) => [file.path, moduleOf(file)]));
  const texts = new Map(core.map(({ path, text }) => [path, text]));
  const operations = [...modules.values()].flatMap(({ declarations }) =>
    [...declarations.values()].filter(({ body }) => OPERATION.test(body)),
  );
  return operations.flatMap((operation): Finding[] => {
    const { path, name, body, index } = operation;
    const reached = reachedFrom(modules, operation);
    const own = (FAILURES.exec(body)?.[1] ?? "").replaceAll(/\.\.\.[\w.]+/g, "");
    return namesIn(own)
      .filter((failure) => !meant(modules, path, failure).some((each) => reached.has(each)))
      .map((failure) => ({
        path,
        line: lineOf(texts.get(path) ?? "", index),
        message: `${name} declares ${failure}, which nothing that it runs refuses with.`,
      }));
  });
};
