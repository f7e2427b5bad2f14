"use client";
import { useState } from "react";
import { changedFields, type Fields, threeWay } from "#features/conflict/three-way.ts";
import { isStale } from "#features/trpc/failure.ts";

type Versioned = { version: number };

type VersionedSaveOptions<T extends Versioned> = {
  toFields: (thing: T) => Fields;
  /** The newest version, from the server. */
  read: () => Promise<T>;
  /** Writes the changed fields if the version is still current. */
  write: (now: T, fields: Fields, changed: readonly string[]) => Promise<T>;
  /** `joined`: another user's changes of other fields were merged. */
  onSaved: (saved: T, joined: boolean) => void;
  onFailed: (error: unknown) => void;
};

export type Choice = "mine" | "theirs";
export type Conflict<T> = { theirs: T; mine: Fields; keys: string[] };

/**
 * Saves an edit with optimistic locking. Changes to different fields are merged silently; where both changed the same
 * field, `conflict` holds the difference until `resolve` or `dismiss`.
 */
export function useVersionedSave<T extends Versioned>(options: VersionedSaveOptions<T>) {
  const { toFields, read, write, onSaved, onFailed } = options;
  const [conflict, setConflict] = useState<Conflict<T> | null>(null);
  const [saving, setSaving] = useState(false);

  async function attempt(base: T, mine: Fields, joined: boolean): Promise<void> {
    try {
      const saved = await write(base, mine, changedFields(toFields(base), mine));
      setConflict(null);
      onSaved(saved, joined);
    } catch (error) {
      if (!isStale(error)) throw error;
      const theirs = await read();
      const { merged, conflicts } = threeWay(toFields(base), mine, toFields(theirs));
      if (conflicts.length > 0) setConflict({ theirs, mine: merged, keys: conflicts });
      else await attempt(theirs, merged, true);
    }
  }

  async function save(base: T, mine: Fields, joined = false): Promise<void> {
    setSaving(true);
    await attempt(base, mine, joined)
      .catch(onFailed)
      .finally(() => setSaving(false));
  }

  return {
    saving,
    conflict,
    save: (base: T, mine: Fields) => save(base, mine),
    dismiss: () => setConflict(null),
    resolve: async (choices: Readonly<Record<string, Choice>>) => {
      if (!conflict) return;
      const theirs = toFields(conflict.theirs);
      const fields = { ...conflict.mine };
      for (const key of conflict.keys) {
        const value = theirs[key];
        if (choices[key] !== "theirs") continue;
        if (value === undefined) delete fields[key];
        else fields[key] = value;
      }
      await save(conflict.theirs, fields, true);
    },
  };
}
