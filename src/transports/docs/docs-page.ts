/** The page around Swagger UI. What is written here holds without scripts too. */
export const docsPage = ({ assets, hasDemo }: { assets: string; hasDemo: boolean }): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>API documents · Crossdock</title>
<link rel="icon" href="/icon.svg">
<link rel="stylesheet" href="/docs/assets/${assets}/swagger-ui.css">
<link rel="stylesheet" href="/docs/assets/${assets}/docs.css">
<script src="/docs/assets/${assets}/swagger-ui.js" defer></script>
<script src="/docs/assets/${assets}/docs.js" defer></script>
</head>
<body>
<header class="bar">
<a class="home" href="/"><svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true"><rect width="24" height="24" rx="6.5" class="mark"/><g class="lanes" fill="none" stroke-width="2.1" stroke-linecap="round" stroke-linejoin="round"><path d="M4.75 8H7.4L16.6 16H19.25"/><path d="M4.75 16H7.4L10.1 13.65M13.9 10.35 16.6 8H19.25"/></g></svg>Crossdock</a>
<nav aria-label="Documents">
<a href="/docs" aria-current="page">REST v2</a>
<a href="/docs/events">Events</a>
<a href="/api/v2/openapi.json">OpenAPI</a>
<a href="/api/v2/asyncapi.json">AsyncAPI</a>
</nav>
${hasDemo ? `<button type="button" id="demo-key" hidden>Use a demo key</button>` : ""}
</header>
<p id="said" role="status"></p>
<main id="api" tabindex="-1"><noscript>These documents need JavaScript. The same in a file: <a href="/api/v2/openapi.json">openapi.json</a>.</noscript></main>
</body>
</html>
`;
