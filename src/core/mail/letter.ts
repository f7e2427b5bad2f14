/** A mail before it is text and HTML: its content is data here, and is escaped on output. */
export interface Letter {
  readonly subject: string;
  readonly greeting: string;
  readonly blocks: readonly Block[];
  /** Sender name. */
  readonly from: string;
}

export type Block =
  | { readonly text: string }
  | { readonly link: { readonly label: string; readonly url: string } }
  /** Left and right of a line, such as an article and its price. */
  | { readonly rows: readonly (readonly [string, string])[] };

export interface Rendered {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

const LONGEST_SUBJECT = 200;

/** A header is one line (RFC 5322 §2.2), whatever the name in it contains. */
const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ")
    .trim()
    .slice(0, LONGEST_SUBJECT)
    .toWellFormed();

export function render(letter: Letter): Rendered {
  const { greeting, blocks, from } = letter;
  const text = [greeting, ...blocks.map(textOf), from].join("\n\n");
  const body = [`<p>${escaped(greeting)}</p>`, ...blocks.map(htmlOf), `<p>${escaped(from)}</p>`].join("\n");
  return { subject: oneLine(letter.subject), text: `${text}\n`, html: page(oneLine(letter.subject), body) };
}

function textOf(block: Block): string {
  if ("text" in block) return block.text;
  if ("link" in block) return `${block.link.label}:\n${block.link.url}`;
  return block.rows.map(([left, right]) => `${left}: ${right}`).join("\n");
}

function htmlOf(block: Block): string {
  if ("text" in block) return `<p>${escaped(block.text)}</p>`;
  if ("link" in block) return linkOf(block.link);
  const rows = block.rows.map(
    ([left, right]) =>
      `<tr><td style="padding:4px 16px 4px 0">${escaped(left)}</td><td style="padding:4px 0;text-align:right">${escaped(right)}</td></tr>`,
  );
  return `<table role="presentation" style="width:100%;border-collapse:collapse">${rows.join("")}</table>`;
}

/** Only http(s) URLs become links: a tracking URL comes from outside. */
function linkOf({ label, url }: { label: string; url: string }): string {
  if (!/^https?:\/\//i.test(url)) return `<p>${escaped(label)}: ${escaped(url)}</p>`;
  return `<p><a href="${escaped(url)}">${escaped(label)}</a></p>`;
}

const page = (title: string, body: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title></head>
<body style="margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif;color:#1a1a1a;background:#ffffff">
<div style="max-width:36rem;margin:0 auto">
${body}
</div>
</body></html>
`;

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
