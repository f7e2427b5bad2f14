import { globSync, readFileSync, statSync } from "node:fs";
import { aggregatesStandInLayers } from "./structure-aggregates.ts";
import { browserFilesRunInBrowsers } from "./structure-browser.ts";
import { failuresAreGiven } from "./structure-failures.ts";
import { eachMatch, type Finding, type Rule, type SourceFile } from "./structure-files.ts";
import { amountsInTextAreFormatted, moneyIsFormattedInOnePlace } from "./structure-money.ts";
import { operationsRunInOnePlace } from "./structure-operations.ts";
import {
  everyScreenHasASkeleton,
  messagesAreNotReadRaw,
  skeletonsCoverOnePage,
  waysAreMarked,
} from "./structure-screens.ts";
import { sqlOnlyInStores, storesTakeTxFirst, tenantInEveryStatement } from "./structure-sql.ts";

/** The folders of src with import zones in oxlint.config.ts. */
const FOLDERS = new Set(
  "config db core demo integrations auth workers transports server app features components messages testing security".split(
    " ",
  ),
);
const VAGUE = /^(utils?|helpers?|common|manager|misc|new|old)$/;
const KEBAB = /^\.?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;
const ROUTE = /^(\([a-z0-9-.]+\)[a-z0-9-]*|\[{1,2}(\.\.\.)?[a-z][A-Za-z0-9]*\]{1,2}|[@_][a-z0-9-]+)$/;
const LOCALE = /^[a-z]{2}(-[A-Z]{2})?(\.json)?$/;

const isCode = (path: string) => /\.(ts|tsx|mts|mjs)$/.test(path);
const isTest = (path: string) => /\.(test|spec)\.tsx?$/.test(path);

export const kebabCaseNames: Rule = (files) =>
  files.flatMap(({ path }) => {
    const wrong = path.split("/").find((segment) => {
      if (path.startsWith("src/app/") && ROUTE.test(segment)) return false;
      if (path.startsWith("src/messages/") && LOCALE.test(segment)) return false;
      return !KEBAB.test(segment);
    });
    return wrong ? [{ path, line: 1, message: `"${wrong}" is not kebab-case.` }] : [];
  });

export const namesThatSaySomething: Rule = (files) =>
  files.flatMap(({ path }) => {
    const vague = path.split("/").find((segment) => {
      const name = segment.split(".")[0] ?? "";
      return VAGUE.test(name) && !(name === "new" && path.startsWith("src/app/"));
    });
    return vague ? [{ path, line: 1, message: `"${vague}" says nothing: name the file after what it holds.` }] : [];
  });

export const knownFolders: Rule = (files) =>
  files.flatMap(({ path }) => {
    const [root, folder, rest] = path.split("/");
    if (root !== "src" || !folder || rest === undefined || FOLDERS.has(folder)) return [];
    return [{ path, line: 1, message: `src/${folder} has no import zone in oxlint.config.ts.` }];
  });

export const noBarrels: Rule = (files) =>
  eachMatch(files, {
    applies: (path) => isCode(path) && !/^src\/core\/[^/]+\/index\.ts$/.test(path),
    pattern: /^export (?:\*|\{[^}]*\})[^;"']*from ["'][.#]/gm,
    message: "Only an aggregate's index.ts re-exports: import from the file itself.",
  });

export const noSkippedTests: Rule = (files) =>
  eachMatch(files, {
    applies: isTest,
    pattern: /\b(?:it|test|describe)(?:\.\w+)*\.(?:skip|only|todo|fixme)\b/g,
    message: "Every test runs: no skip, only, todo or fixme.",
  });

export const shortComments: Rule = (files) =>
  eachMatch(files, {
    applies: isCode,
    pattern: /(?:^[ \t]*\/\/.*\n){4,}/gm,
    message: "A comment says why in three lines at most.",
  });

export const RULES: readonly Rule[] = [
  kebabCaseNames,
  namesThatSaySomething,
  knownFolders,
  noBarrels,
  noSkippedTests,
  shortComments,
  sqlOnlyInStores,
  storesTakeTxFirst,
  tenantInEveryStatement,
  browserFilesRunInBrowsers,
  moneyIsFormattedInOnePlace,
  amountsInTextAreFormatted,
  everyScreenHasASkeleton,
  waysAreMarked,
  messagesAreNotReadRaw,
  skeletonsCoverOnePage,
  operationsRunInOnePlace,
  aggregatesStandInLayers,
  failuresAreGiven,
];

export function checkStructure(files: readonly SourceFile[]): Finding[] {
  return RULES.flatMap((rule) => rule(files));
}

export function readSources(root: string): SourceFile[] {
  return globSync("{src,e2e,bench}/**/*", { cwd: root })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => statSync(`${root}/${path}`).isFile())
    .filter((path) => !/\/(results|fixtures)\//.test(path))
    .toSorted()
    .map((path) => ({ path, text: isCode(path) ? readFileSync(`${root}/${path}`, "utf8") : "" }));
}
