import type { Route } from "./route.ts";

export interface Match {
  readonly routes: ReadonlyMap<string, Route>;
  /** Raw path segments for the `{names}`, in order. */
  readonly values: readonly string[];
}

interface Node {
  readonly fixed: Map<string, Node>;
  any: Node | undefined;
  routes: Map<string, Route> | undefined;
}

const emptyNode = (): Node => ({ fixed: new Map(), any: undefined, routes: undefined });

/**
 * A tree over path segments; a literal segment precedes a `{name}`. Time depends on the path's length, not the table's.
 */
export function createRouter(table: readonly Route[]): (path: string) => Match | undefined {
  const root = emptyNode();
  for (const route of table) {
    let node = root;
    for (const segment of route.path.slice(1).split("/")) node = childOf(node, segment);
    node.routes ??= new Map();
    if (node.routes.has(route.method)) throw new Error(`${route.method} ${route.path} is in the table twice`);
    node.routes.set(route.method, route);
  }
  return (path) => {
    const segments = path.slice(1).split("/");
    const values: string[] = [];
    const routes = find(root, { segments, at: 0, values });
    return routes === undefined ? undefined : { routes, values };
  };
}

function childOf(node: Node, segment: string): Node {
  if (segment.startsWith("{")) return (node.any ??= emptyNode());
  const child = node.fixed.get(segment) ?? emptyNode();
  node.fixed.set(segment, child);
  return child;
}

function find(
  node: Node,
  { segments, at, values }: { segments: readonly string[]; at: number; values: string[] },
): Map<string, Route> | undefined {
  const segment = segments[at];
  if (segment === undefined) return node.routes;
  const fixed = node.fixed.get(segment);
  const found = fixed === undefined ? undefined : find(fixed, { segments, at: at + 1, values });
  if (found !== undefined || node.any === undefined || segment === "") return found;
  values.push(segment);
  const below = find(node.any, { segments, at: at + 1, values });
  if (below === undefined) values.pop();
  return below;
}
