type Tree = Map<string, Tree | string>;

/** A JSONata expression that picks nested fields: `data.number` becomes `{"data":{"number":data.number}}`. */
export function transformOf(fields: readonly string[]): string {
  const root: Tree = new Map();
  for (const field of new Set(fields)) plant(root, field);
  return written(root);
}

function plant(root: Tree, field: string): void {
  const steps = field.split(".");
  let node = root;
  for (const step of steps.slice(0, -1)) {
    const below = node.get(step);
    if (typeof below === "string") return; // already chosen as a whole
    const next: Tree = below ?? new Map();
    node.set(step, next);
    node = next;
  }
  node.set(steps.at(-1) ?? field, steps.map((step) => `\`${step}\``).join("."));
}

function written(tree: Tree): string {
  const entries = [...tree].map(
    ([name, below]) => `${JSON.stringify(name)}: ${typeof below === "string" ? below : written(below)}`,
  );
  return `{${entries.join(", ")}}`;
}

/** Upper bounds of the duration buckets, ms. */
export const BUCKETS_MS = [50, 100, 250, 500, 1000, 2500, 5000, 15_000] as const;

export function bucketOf(durationMs: number): number {
  const found = BUCKETS_MS.findIndex((end) => durationMs <= end);
  return found === -1 ? BUCKETS_MS.length - 1 : found;
}

/** The upper bound of the bucket that contains the `share` percentile; null when there are no durations. */
export function percentile(durations: readonly number[], share: number): number | null {
  const wanted = share * durations.reduce((sum, count) => sum + count, 0);
  if (wanted === 0) return null;
  let seen = 0;
  for (const [index, count] of durations.entries()) {
    seen += count;
    if (seen >= wanted) return BUCKETS_MS[index] ?? null;
  }
  return null;
}

export const successRate = ({ succeeded, failed }: { succeeded: number; failed: number }): number | null =>
  succeeded + failed === 0 ? null : succeeded / (succeeded + failed);

/** The `dataref` of a thin payload: a URI reference to its subject; null for a subject without a URL of its own. */
export function datarefOf(subjectType: string, subjectId: string): string | null {
  const folder = RESOURCES[subjectType];
  return folder === undefined ? null : `/api/v2/${folder}/${subjectId}`;
}

const RESOURCES: Readonly<Record<string, string>> = {
  order: "orders",
  customer: "customers",
  product: "products",
  user: "users",
  import: "imports",
  webhook_endpoint: "webhook-endpoints",
};
