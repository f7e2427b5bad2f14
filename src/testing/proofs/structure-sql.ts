import { eachMatch, lineOf, type Rule, type SourceFile } from "./structure-files.ts";

const SQL_HOMES = [
  /(^|\/)([a-z0-9-]+-)?store\.ts$/,
  /\/store\/[^/]+\.ts$/,
  /^src\/db\//,
  /^src\/core\/runtime\/(execute[a-z-]*|event-log)\.ts$/,
  /^src\/core\/events\//,
  /^src\/testing\//,
  /^(bench|e2e)\//,
  /\.test\.tsx?$/,
];
const isStore = (path: string) =>
  /^src\/(core|demo)\/.*(store\.ts|\/store\/[^/]+\.ts)$/.test(path) && !path.endsWith(".test.ts");

export const sqlOnlyInStores: Rule = (files) =>
  eachMatch(files, {
    applies: (path) => /\.tsx?$/.test(path) && !SQL_HOMES.some((home) => home.test(path)),
    pattern:
      /(?<!`)\b(?:sql|tx|db)(?:<[^`;]*>)?`|\.unsafe\(|^import (?!type\b)[^;]*from ["'](?:drizzle-orm[^"']*|postgres|#db\/schema\/[^"']*)["']/gm,
    message: "SQL lives in store.ts: call a function of the aggregate's store.",
  });

/** `sql` is the pool itself, for statements over all tenants; each of them states why. */
export const storesTakeTxFirst: Rule = (files) =>
  eachMatch(files, {
    applies: isStore,
    pattern: /^export (?:async )?function\*? ?\w+(?:<[^(]*>)?\((?!\s*(?:tx|read|sql|\{ ?(?:tx|sql))\b)/gm,
    message: "A store function takes tx first; read when it only reads, sql when it serves all tenants.",
  });

/** A statement over all tenants says so in an SQL comment: `-- every tenant_id: the relay reads them all`. */
export const tenantInEveryStatement: Rule = (files) => {
  const owned = tenantTables(files);
  return files
    .filter(({ path }) => isStore(path))
    .flatMap(({ path, text }) =>
      [...sqlTemplates(text), ...ormStatements(text)]
        .filter(({ body }) => !/tenant_?id/i.test(body))
        .flatMap(({ body, index }) => {
          const table = tablesIn(body).find((name) => owned.has(name));
          const message = `This statement on ${table} does not mention tenant_id.`;
          return table ? [{ path, line: lineOf(text, index), message }] : [];
        }),
    );
};

/** Names of the tables (in SQL and in TypeScript) with a tenant column in src/db/schema. */
export function tenantTables(files: readonly SourceFile[]): Set<string> {
  const schemas = files.filter(({ path }) => path.startsWith("src/db/schema/"));
  const names = schemas.flatMap(({ text }) =>
    text
      .split(/^export const (?=\w+ = pgTable\()/m)
      .filter((definition) => /tenant_?id/i.test(definition))
      .flatMap((definition) => /^(\w+) = pgTable\(\s*"(\w+)"/.exec(definition)?.slice(1) ?? []),
  );
  return new Set(names);
}

function tablesIn(statement: string): string[] {
  const names = /\b(?:from|(?:\w+)?join|into|update|insert|delete)(?:\s+only)?[\s("]+(?:\$\{)?(\w+)/gi;
  return [...statement.matchAll(names)].map((match) => match[1] ?? "");
}

/** Drizzle's builders: `tx.orm.select()….where(…);` up to the end of the statement. */
function ormStatements(text: string): { body: string; index: number }[] {
  return [...text.matchAll(/\.orm\b[^;]*;/g)].map((match) => ({ body: match[0], index: match.index }));
}

/** The tagged templates of a file, each up to its closing backtick, including nested templates in `${}`. */
export function sqlTemplates(text: string): { body: string; index: number }[] {
  const starts = text.matchAll(/(?<!`)\b(?:sql|tx)(?:<[^`;]*>)?(?:\.unsafe\(\s*)?`/g);
  return [...starts].map((match) => {
    const start = match.index + match[0].length;
    return { body: text.slice(start, closingBacktick(text, start)), index: match.index };
  });
}

function closingBacktick(text: string, start: number): number {
  let at = start;
  while (at < text.length && text[at] !== "`") {
    if (text[at] === "\\") at += 2;
    else if (text.startsWith("${", at)) at = closingBrace(text, at + 2) + 1;
    else at += 1;
  }
  return at;
}

function closingBrace(text: string, start: number): number {
  let at = start;
  for (let depth = 1; at < text.length; at += 1) {
    if (text[at] === "`") at = closingBacktick(text, at + 1);
    else if (text[at] === "{") depth += 1;
    else if (text[at] === "}") depth -= 1;
    if (depth === 0) break;
  }
  return at;
}
