/** A flat record, so that two versions can be compared field by field. */
export type FieldValue = string | number | boolean | null;
export type Fields = Readonly<Record<string, FieldValue>>;

export type Merge = {
  /** Their version with my changes, and mine where we conflict. */
  merged: Fields;
  /** Fields that both changed, to different values. */
  conflicts: string[];
};

/** The fields that differ; a missing field differs from every value. */
export function changedFields(from: Fields, to: Fields): string[] {
  const keys = new Set([...Object.keys(from), ...Object.keys(to)]);
  return [...keys].filter((key) => from[key] !== to[key]);
}

/** Rebases my changes of `base` onto the newer version of others. */
export function threeWay(base: Fields, mine: Fields, theirs: Fields): Merge {
  const merged: Record<string, FieldValue> = { ...theirs };
  const conflicts: string[] = [];
  for (const key of changedFields(base, mine)) {
    const value = mine[key];
    if (value === undefined) delete merged[key];
    else merged[key] = value;
    if (theirs[key] !== base[key] && theirs[key] !== value) conflicts.push(key);
  }
  return { merged, conflicts };
}
