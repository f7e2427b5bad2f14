import { assetFolder } from "./assets.ts";

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
export const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);

const PAGES = [
  ["/docs", "REST v2"],
  ["/docs/graphql", "GraphQL"],
  ["/docs/events", "Events"],
  ["/docs/problems", "Problems"],
  ["/api/v2/openapi.json", "OpenAPI"],
  ["/api/v2/asyncapi.json", "AsyncAPI"],
] as const;

const MARK =
  `<svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true"><rect width="24" height="24" rx="6.5" class="mark"/>` +
  `<g class="lanes" fill="none" stroke-width="2.1" stroke-linecap="round" stroke-linejoin="round">` +
  `<path d="M4.75 8H7.4L16.6 16H19.25"/><path d="M4.75 16H7.4L10.1 13.65M13.9 10.35 16.6 8H19.25"/></g></svg>`;

export interface Frame {
  readonly title: string;
  /** The path of the navigation entry that this page belongs to. */
  readonly current: string;
  /** Additional asset files, by name. */
  readonly styles?: readonly string[];
  readonly scripts?: readonly string[];
  /** HTML after the navigation. */
  readonly action?: string;
}

/** The frame of every document page: the product's header, navigation, and the page's content. */
export function framed({ title, current, styles = [], scripts = [], action = "" }: Frame, body: string): string {
  const at = `/docs/assets/${assetFolder()}`;
  const links = PAGES.map(
    ([address, name]) => `<a href="${address}"${address === current ? ' aria-current="page"' : ""}>${name}</a>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)} · Crossdock</title>
<link rel="icon" href="/icon.svg">
${[...styles, "page.css"].map((name) => `<link rel="stylesheet" href="${at}/${name}">`).join("\n")}
<script src="${at}/theme.js"></script>
${scripts.map((name) => `<script src="${at}/${name}" defer></script>`).join("\n")}
</head>
<body>
<header class="bar">
<a class="home" href="/">${MARK}Crossdock</a>
<nav aria-label="Documents">
${links.join("\n")}
</nav>
${action}
</header>
${body}
</body>
</html>
`;
}

/** No third-party or inline content: the page loads only files of its own origin. */
export const PAGE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A page to read. Its asset names contain content hashes, so the page itself is always revalidated. */
export const readingPage = (frame: Frame, main: string, { status = 200, headers = {} }: Answer = {}): Response =>
  new Response(framed(frame, `<main class="reading">${main}</main>`), {
    status,
    headers: {
      "cache-control": "no-cache",
      "content-security-policy": PAGE_POLICY,
      "content-type": "text/html; charset=utf-8",
      "referrer-policy": "same-origin",
      "x-content-type-options": "nosniff",
      ...headers,
    },
  });
