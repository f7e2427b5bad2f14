import { parse } from "bowser";

const LONGEST = 120;

/**
 * Browser and system as people call them: "Chrome on Windows". What a client says of itself proves nothing; a program
 * that names no browser is shown with its own words.
 */
export function deviceOf(userAgent: string | null): string | null {
  const text = userAgent?.trim() ?? "";
  if (text === "") return null;
  const { browser, os } = parse(text);
  if (browser.name === undefined || os.name === undefined) return text.slice(0, LONGEST);
  return `${browser.name} on ${os.name}`;
}
