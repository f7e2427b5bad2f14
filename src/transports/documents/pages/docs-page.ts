import { framed } from "./frame.ts";

/** The page around Swagger UI; it requests a demo key itself where users can sign in. */
export const docsPage = ({ hasDemo, mayAsk }: { hasDemo: boolean; mayAsk: boolean }): string =>
  framed(
    {
      title: "API documents",
      current: "/docs",
      styles: ["swagger-ui.css", "docs.css"],
      scripts: ["swagger-ui.js", "live.js", "docs.js"],
      action: hasDemo
        ? `<button type="button" id="demo-key"${mayAsk ? " data-ask" : ""} hidden>Use a demo key</button>`
        : "",
    },
    `<p id="said" role="status"></p>
<main id="api" tabindex="-1"><noscript>These documents need JavaScript. The same in a file: <a href="/api/v2/openapi.json">openapi.json</a>.</noscript></main>`,
  );
