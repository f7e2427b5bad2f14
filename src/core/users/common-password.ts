import { brotliDecompressSync } from "node:zlib";
import packed from "./common-passwords.json" with { type: "json" };

/** The names that a password here must not consist of, besides the user's own. */
const OUR_WORDS = ["crossdock", "orderhub"];

let known: ReadonlySet<string> | undefined;

/** The 10,000 commonest passwords, and the longer ones of the next 40,000, in lower case. */
function commonest(): ReadonlySet<string> {
  known ??= new Set(brotliDecompressSync(Buffer.from(packed.brotli, "base64")).toString().split("\n"));
  return known;
}

/**
 * Whether a password would be among the first guesses (NIST SP 800-63B §3.1.1.2): a common one, also repeated, or with figures and
 * signs around it to make it longer; a sequence; or the user's own name or address.
 */
export function isCommonPassword(password: string, about: readonly string[] = []): boolean {
  const whole = password.toLowerCase();
  const letters = whole.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, "");
  const spelled = [whole, letters].flatMap((each) => [each, joined(each)]);
  const tries = spelled.flatMap((each) => [each, unitOf(each)]);
  if (isSequence(whole) || tries.some((each) => each !== "" && commonest().has(each))) return true;
  const own = new Set([...OUR_WORDS, ...about.flatMap(namesIn)]);
  return tries.some((each) => own.has(each));
}

const joined = (text: string): string => text.replace(/[^\p{L}\p{N}]+/gu, "");

const SHORTEST_NAME = 3;

/** "sam.carter@example.com" is guessed as "sam", "carter", "samcarter" and whole. */
function namesIn(text: string): string[] {
  const [local = ""] = text.toLowerCase().split("@");
  const parts = local.split(/[^\p{L}\p{N}]+/u);
  return [...parts, parts.join(""), joined(text.toLowerCase())].filter((name) => name.length >= SHORTEST_NAME);
}

/** What a text repeats: "abab" is "ab". */
function unitOf(text: string): string {
  const at = `${text}${text}`.indexOf(text, 1);
  return at > 0 ? text.slice(0, at) : text;
}

/** "123456789012", "aaaa", "zyxw": each character follows the one before, in the same way. */
function isSequence(text: string): boolean {
  const steps = Array.from(text).map(
    (character, index) => (text.codePointAt(index + 1) ?? 0) - (character.codePointAt(0) ?? 0),
  );
  const inner = new Set(steps.slice(0, -1).map((step) => (step === -9 ? 1 : step === 9 ? -1 : step)));
  return inner.size === 1 && [0, 1, -1].some((step) => inner.has(step));
}
