/** Self-contained: works before the screens are built, and reveals nothing about the hub. */
const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Set up · Crossdock</title>
<style>
  :root { color-scheme: light dark; }
  body { font: 16px/1.6 system-ui, sans-serif; max-width: 38rem; margin: 14vh auto; padding: 0 1.5rem; }
  h1 { font-size: 1.5rem; line-height: 1.3; }
  pre { padding: 0.8rem 1rem; border: 1px solid color-mix(in srgb, currentColor 20%, transparent); border-radius: 8px; overflow-x: auto; }
  code { font-size: 0.95em; }
</style>
<main>
<h1>Crossdock runs, and has no administrator yet</h1>
<p>Make one on the machine that runs it, in the folder of the program and with the same settings:</p>
<pre><code>npm run cli -- users create-admin --email you@example.com</code></pre>
<p>It prints a password, once. Then load this page again. <code>ADMIN_EMAIL</code> and <code>ADMIN_PASSWORD</code> in the
environment do the same at the next start.</p>
</main>
</html>
`;

const HEADERS = {
  "cache-control": "no-store",
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "content-type": "text/html; charset=utf-8",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

export const setupPage = (requestId: string): Response =>
  new Response(PAGE, { headers: { ...HEADERS, "x-request-id": requestId } });
