/** A thing as a flat record, so that two versions can be compared field by field. */
export type FieldValue = string | number | boolean | null;
export type Fields = Readonly<Record<string, FieldValue>>;

export type Merge = {
  /** Theirs, with my changes where they left the field alone, and mine where we disagree. */
  merged: Fields;
  /** Fields that both changed, to different values. */
  conflicts: string[];
};

/** Which fields differ; a field that one side does not have differs from every value. */
export function changedFields(from: Fields, to: Fields): string[] {
  const keys = new Set([...Object.keys(from), ...Object.keys(to)]);
  return [...keys].filter((key) => from[key] !== to[key]);
}

/** Carries my changes of `base` over to what others have made of it in the meantime. */
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
