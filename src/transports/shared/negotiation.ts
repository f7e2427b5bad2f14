/** One entry of an `Accept`-like header (RFC 9110 §12.4.2): a name and how much it is wanted, 0 to 1. */
interface Preference {
  readonly name: string;
  readonly weight: number;
}

function preferences(header: string): Preference[] {
  return header.split(",").map((entry) => {
    const [name = "", ...parameters] = entry.split(";").map((part) => part.trim().toLowerCase());
    const weight = parameters.find((parameter) => parameter.startsWith("q="));
    return { name, weight: weight === undefined ? 1 : Number(weight.slice(2)) || 0 };
  });
}

/**
 * Which of these media types an `Accept` header takes. The first is the one that wildcards mean; the others answer to
 * their whole names only. The most specific range that matches decides.
 */
export function acceptedType(header: string | null, [first, ...others]: readonly [string, ...string[]]) {
  if (header === null || header === "*/*" || header === first) return first;
  const wanted = preferences(header);
  const weightOf = (name: string) => wanted.find((entry) => entry.name === name)?.weight;
  const general = weightOf(first) ?? weightOf(`${first.split("/")[0]}/*`) ?? weightOf("*/*") ?? 0;
  return general > 0 ? first : others.find((other) => (weightOf(other) ?? 0) > 0);
}

export type Coding = "br" | "gzip";

/** The content coding to answer in; brotli when both are wanted alike. */
export function codingOf(header: string | null): Coding | undefined {
  if (header === null || header === "") return undefined;
  const wanted = preferences(header);
  const weightOf = (coding: string) => (wanted.find(({ name }) => name === coding) ?? { weight: anyWeight }).weight;
  const anyWeight = wanted.find(({ name }) => name === "*")?.weight ?? 0;
  const [br, gzip] = [weightOf("br"), weightOf("gzip")];
  if (br > 0 && br >= gzip) return "br";
  return gzip > 0 ? "gzip" : undefined;
}
