/**
 * Runs inside a fresh realm beside JSONata and holds no object of this program. It is a string because a function would
 * bring its own realm along.
 */
export const SANDBOX = String.raw`
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
// JSONata expects these two browser globals.
var window = {
  jsonata,
  btoa(text) {
    let out = "";
    for (let i = 0; i < text.length; i += 3) {
      const [a, b, c] = [text.charCodeAt(i), text.charCodeAt(i + 1), text.charCodeAt(i + 2)];
      if (a > 255 || b > 255 || c > 255) throw new Error("only bytes can be written in base64");
      out += alphabet[a >> 2] + alphabet[((a & 3) << 4) | (b >> 4)];
      out += i + 1 < text.length ? alphabet[((b & 15) << 2) | (c >> 6)] : "=";
      out += i + 2 < text.length ? alphabet[c & 63] : "=";
    }
    return out;
  },
  atob(text) {
    let out = "", bits = 0, held = 0;
    for (const char of text.replace(/=+$/, "")) {
      const value = alphabet.indexOf(char);
      if (value < 0) throw new Error("this is not base64");
      held = ((held << 6) | value) & 0xffff;
      bits += 6;
      if (bits >= 8) out += String.fromCharCode((held >> (bits -= 8)) & 255);
    }
    return out;
  },
};
const code = (value) => value !== null && typeof value === "object" && (value._jsonata_lambda || value._jsonata_function);
const plain = (key, value) => (code(value) ? undefined : value);
const said = (error) => String(error?.message ?? error).slice(0, 500);

/** Returns JSON text, so that nothing but a string leaves the realm. */
(async (expression, input, longest) => {
  let compiled;
  try {
    compiled = jsonata(expression, { stack: 200 });
  } catch (error) {
    return JSON.stringify({ kind: "syntax", message: said(error), position: Number(error?.position) || 0 });
  }
  if (input === undefined) return JSON.stringify({ kind: "ok", json: "null" });
  try {
    const result = await compiled.evaluate(JSON.parse(input));
    if (code(result)) return JSON.stringify({ kind: "failed", message: "the result is a function" });
    const json = JSON.stringify(result, plain) ?? "null";
    return JSON.stringify(json.length > longest ? { kind: "too_large" } : { kind: "ok", json });
  } catch (error) {
    return JSON.stringify({ kind: "failed", message: said(error) });
  }
})
`;
