import { posix } from "node:path";
import { eachMatch, type Rule } from "./structure-files.ts";

const PAGE = /^src\/app\/\(app\)\/(?:.*\/)?page\.tsx$/;
const SKELETON = /^src\/app\/.*\/loading\.tsx$/;
/** Every other address; it says at once that nothing is there. */
const UNKNOWN = /\/\[\.\.\.[a-z]+\]\//;

/** A screen shows its shape before its data: each page inside the shell has a `loading.tsx` beside it. */
export const everyScreenHasASkeleton: Rule = (files) => {
  const paths = new Set(files.map(({ path }) => path));
  return files
    .filter(({ path }) => PAGE.test(path) && !UNKNOWN.test(path))
    .filter(({ path }) => !paths.has(`${posix.dirname(path)}/loading.tsx`))
    .map(({ path }) => ({ path, line: 1, message: "A page inside the shell has a loading.tsx beside it." }));
};

/** Next shows the outermost skeleton on the way, so one over several pages would show the shape of the wrong one. */
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

/** A screen on its way is marked before it is there; the bare router marks nothing. */
export const waysAreMarked: Rule = (files) =>
  eachMatch(files, {
    applies: (path) => /^src\/(app|components|features)\//.test(path) && !path.endsWith("/use-go.ts"),
    pattern: /\brouter\.(?:push|replace)\(/g,
    message: "Go there by useGo() of #components/hooks/use-go.ts.",
  });

/** Messages are compiled, so their sources are gone: `t.raw` throws in development and answers whatever is left in production. */
export const messagesAreNotReadRaw: Rule = (files) =>
  eachMatch(files, {
    applies: (path) => /^src\/(app|components|features)\//.test(path),
    pattern: /\bt\.raw\(/g,
    message: "Compiled messages have no source: format it with t() or keep the value beside the messages.",
  });
