/** An HTTP call to this hub: shown as a command, and sent by the console as it is. */
export type HttpCall = {
  method: "GET" | "POST";
  /** From the root, with the query. */
  path: string;
  headers?: Readonly<Record<string, string>>;
  body?: string;
};

/** Whether a path stays on this hub: `//host/` and what browsers read as that would carry the key elsewhere. */
export const isHere = (path: string, origin: string): boolean =>
  path.startsWith("/") && URL.parse(path, origin)?.origin === origin;

/** One word of a POSIX shell. */
export const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

type Target = { origin: string; key: string };

/** The same call for a shell. `-N`: a stream is printed as it arrives. */
export function curlOf({ method, path, headers = {}, body }: HttpCall, { origin, key }: Target): string {
  const streams = headers["accept"] === "text/event-stream";
  const lines = [
    `curl ${streams ? "-N " : "-i "}${method === "POST" && body === undefined ? "-X POST " : ""}${quoted(origin + path)}`,
    `-H ${quoted(`authorization: Bearer ${key}`)}`,
    ...Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(body === undefined ? [] : [`--data-binary ${quoted(body)}`]),
  ];
  return lines.join(" \\\n  ");
}
