import { posix } from "node:path";
import { eachMatch, type Rule } from "./structure-files.ts";

const PAGE = /^src\/app\/\(app\)\/(?:.*\/)?page\.tsx$/;
const SKELETON = /^src\/app\/.*\/loading\.tsx$/;
/** The fallback for every other path: it shows "not found" at once. */
const UNKNOWN = /\/\[\.\.\.[a-z]+\]\//;

/** A screen shows a skeleton before its data: each page inside the shell has a `loading.tsx` beside it. */
export const everyScreenHasASkeleton: Rule = (files) => {
  const paths = new Set(files.map(({ path }) => path));
  return files
    .filter(({ path }) => PAGE.test(path) && !UNKNOWN.test(path))
    .filter(({ path }) => !paths.has(`${posix.dirname(path)}/loading.tsx`))
    .map(({ path }) => ({ path, line: 1, message: "A page inside the shell has a loading.tsx beside it." }));
};

/** Next shows the outermost skeleton first, so one for several pages would not match them all. */
export const skeletonsCoverOnePage: Rule = (files) =>
  files
    .filter(({ path }) => SKELETON.test(path))
    .filter(({ path }) => {
      const folder = `${posix.dirname(path)}/`;
      return files.some(
        (page) => PAGE.test(page.path) && page.path.startsWith(folder) && page.path !== `${folder}page.tsx`,
      );
    })
    .map(({ path }) => ({ path, line: 1, message: "It covers other pages too: put it and its page into a (group)." }));

/** The hook marks a pending navigation at once; the bare router does not. */
export const waysAreMarked: Rule = (files) =>
  eachMatch(files, {
    applies: (path) => /^src\/(app|components|features)\//.test(path) && !path.endsWith("/use-go.ts"),
    pattern: /\brouter\.(?:push|replace)\(/g,
    message: "Navigate by useGo() of #components/hooks/use-go.ts.",
  });

/** Messages are compiled without their sources: `t.raw` throws in development and returns a fragment in production. */
export const messagesAreNotReadRaw: Rule = (files) =>
  eachMatch(files, {
    applies: (path) => /^src\/(app|components|features)\//.test(path),
    pattern: /\bt\.raw\(/g,
    message: "Compiled messages have no source: format it with t() or keep the value beside the messages.",
  });
