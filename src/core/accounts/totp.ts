import { Secret, TOTP } from "otpauth";
import { encode } from "uqr";

/** RFC 6238 as authenticator apps do it: SHA-1, six digits, half a minute. */
const PERIOD_S = 30;
const SECRET_BYTES = 20;
/** Codes of the step before and after count too: clocks differ, and people are slow. */
const WINDOW = 1;

export const makeTotpSecret = (): string => new Secret({ size: SECRET_BYTES }).base32;

const totpOf = (secret: string, names: { readonly issuer?: string; readonly label?: string } = {}) =>
  new TOTP({ ...names, secret: Secret.fromBase32(secret), algorithm: "SHA1", digits: 6, period: PERIOD_S });

/** What an authenticator app reads from the QR code. */
export const totpUri = (secret: string, names: { readonly issuer: string; readonly label: string }): string =>
  totpOf(secret, names).toString();

/** The step whose code this is; undefined for a wrong one. Each step counts once: its number is kept. */
export function totpStep(secret: string, code: string, now: Date): number | undefined {
  const delta = totpOf(secret).validate({ token: code, window: WINDOW, timestamp: now.getTime() });
  return delta === null ? undefined : Math.floor(now.getTime() / 1000 / PERIOD_S) + delta;
}

/** A QR code as the path of an SVG of `size` units square, made without asking anybody. */
export function qrOf(text: string): { size: number; path: string } {
  const { data, size } = encode(text, { ecc: "M", border: 2 });
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join("");
  return { size, path };
}
