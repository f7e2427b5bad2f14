import { dirname, join } from "node:path/posix";
import { lineOf, type Finding, type Rule } from "./structure-files.ts";

const AGGREGATE = /^src\/core\/([^/]+)\//;
const IMPORT = /^(?:import|export)\b[^;]*?from "([^"]+)"/gm;

interface Edge extends Pick<Finding, "path" | "line"> {
  readonly from: string;
  readonly to: string;
}

const aggregateOf = (path: string) => AGGREGATE.exec(path)?.[1];

function edgesOf(path: string, text: string): Edge[] {
  const from = aggregateOf(path);
  if (from === undefined || path.endsWith(".test.ts")) return [];
  return [...text.matchAll(IMPORT)].flatMap(({ 1: target = "", index }) => {
    const to = aggregateOf(target.startsWith("#") ? `src/${target.slice(1)}` : join(dirname(path), target));
    return to === undefined || to === from ? [] : [{ from, to, path, line: lineOf(text, index) }];
  });
}

function reachedFrom(start: string, edges: ReadonlyMap<string, readonly Edge[]>): Set<string> {
  const reached = new Set([start]);
  for (const folder of reached) for (const { to } of edges.get(folder) ?? []) reached.add(to);
  return reached;
}

/** The folders of the core are layered: `order` below payments, inventory and fulfillment, `orders` above them. */
export const aggregatesStandInLayers: Rule = (files) => {
  const edges = files.flatMap(({ path, text }) => edgesOf(path, text));
  const byFolder = Map.groupBy(edges, ({ from }) => from);
  const reached = new Map([...byFolder.keys()].map((folder) => [folder, reachedFrom(folder, byFolder)]));
  return edges
    .filter(({ from, to }) => reached.get(to)?.has(from))
    .map(({ from, to, path, line }) => ({
      path,
      line,
      message: `${from} and ${to} import each other: one of them must be the lower layer.`,
    }));
};
