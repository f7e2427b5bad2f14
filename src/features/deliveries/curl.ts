type Request = { url: string; headers: Readonly<Record<string, string>>; body: string };

/** Quotes a word for a POSIX shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** The request as a curl command, without the signature, which is generated for each attempt. */
export function curlOf({ url, headers, body }: Request): string {
  const lines = [
    `curl -X POST ${quoted(url)}`,
    ...Object.entries(headers).map(([name, value]) => `  -H ${quoted(`${name}: ${value}`)}`),
    `  -d ${quoted(body)}`,
  ];
  return lines.join(" \\\n");
}
