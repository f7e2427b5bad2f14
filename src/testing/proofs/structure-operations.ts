import { eachMatch, type Rule } from "./structure-files.ts";

const isServer = (path: string) =>
  /^src\/(core|integrations|auth|workers|transports|server|app)\//.test(path) && !/\.test\.tsx?$/.test(path);
const RUNNERS = new Set([
  "src/core/runtime/execute.ts",
  "src/core/runtime/commit.ts",
  "src/core/runtime/compose.ts",
  "src/core/runtime/look.ts",
]);

/** A direct call of an operation's function would bypass its scope, input and output checks and its audit events. */
export const operationsRunInOnePlace: Rule = (files) =>
  eachMatch(files, {
    applies: (path) => isServer(path) && !RUNNERS.has(path),
    pattern: /\.runMany\b|\b(?!(?:job|target|command|kind)\b)\w+\.(?:run|read)\(\s*(?:\{\s*\.\.\.)?\w*[cC]ontext\b/g,
    message:
      "An operation is run by execute, or within another by call, callMany (src/core/runtime/compose.ts) and foundBy.",
  });
