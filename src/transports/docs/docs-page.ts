import { framed } from "./frame.ts";

/** The page around Swagger UI. What is written here holds without scripts too. */
export const docsPage = ({ hasDemo }: { hasDemo: boolean }): string =>
  framed(
    {
      title: "API documents",
      current: "/docs",
      styles: ["swagger-ui.css", "docs.css"],
      scripts: ["swagger-ui.js", "live.js", "docs.js"],
      action: hasDemo ? `<button type="button" id="demo-key" hidden>Use a demo key</button>` : "",
    },
    `<p id="said" role="status"></p>
<main id="api" tabindex="-1"><noscript>These documents need JavaScript. The same in a file: <a href="/api/v2/openapi.json">openapi.json</a>.</noscript></main>`,
  );
