/**
 * The server's secrets: everything is made with the first, and accepted with each. They may change while the process
 * runs; `"now"` looks again at once, for what was made with one that is not known yet.
 */
export type Secrets = (look?: "now") => readonly [current: string, ...accepted: string[]];

/** One that never changes is given as it is. */
export const secretsOf = (secrets: string | Secrets): Secrets =>
  typeof secrets === "string" ? () => [secrets] : secrets;

/** A key for each secret, derived once. */
export function derived<K>(secrets: Secrets, derive: (secret: string) => K): (look?: "now") => readonly [K, ...K[]] {
  const known = new Map<string, K>();
  const keyOf = (secret: string): K => {
    const key = known.get(secret) ?? derive(secret);
    known.set(secret, key);
    return key;
  };
  return (look) => {
    const [current, ...accepted] = secrets(look);
    return [keyOf(current), ...accepted.map(keyOf)];
  };
}

/** What the first secret for which there is an answer gives; looks again for new ones before there is none. */
export function firstOf<K, T>(keys: (look?: "now") => readonly K[], attempt: (key: K) => T | undefined): T | undefined {
  for (const look of [undefined, "now"] as const)
    for (const key of keys(look)) {
      const result = attempt(key);
      if (result !== undefined) return result;
    }
  return undefined;
}
