/**
 * A page that is asked for without a network shows this instead of the browser's own error. Nothing is kept, and nothing but
 * the fetching of pages passes through here.
 */
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.registration.navigationPreload?.enable()));

self.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  if (method !== "GET" || mode !== "navigate" || new URL(url).pathname.startsWith("/api/")) return;
  event.respondWith(answer(event).catch(unreachable));
});

const answer = async (event) => (await event.preloadResponse) ?? fetch(event.request);

function unreachable() {
  const nonce = crypto.randomUUID();
  return new Response(page(nonce), {
    status: 503,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "content-security-policy": `default-src 'none'; connect-src 'self'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'`,
    },
  });
}

const page = (nonce) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>No connection · Crossdock</title>
<script nonce="${nonce}">
  const chosen = localStorage.getItem("theme");
  const dark = chosen === "dark" || (chosen !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
</script>
<style nonce="${nonce}">
  :root { color-scheme: light; --surface: #fdfcfb; --ink: #1d1c1a; --ink-2: #55524d; --line: #d9d6d1; --accent: #17525c }
  [data-theme="dark"] { color-scheme: dark; --surface: #141414; --ink: #ececea; --ink-2: #aaa8a3; --line: #3a3937; --accent: #7cc5d1 }
  body { margin: 0; min-height: 100dvh; display: grid; place-content: center; justify-items: center; padding: 0 1.5rem;
    box-sizing: border-box; background: var(--surface); color: var(--ink); font: 0.9375rem/1.5 system-ui, sans-serif; text-align: center }
  h1 { margin: 0; font-size: 1.125rem; font-weight: 600 }
  p { margin: 0.25rem 0 1.25rem; max-width: 26rem; color: var(--ink-2) }
  a { padding: 0.375rem 0.875rem; border: 1px solid var(--line); border-radius: 0.375rem; color: inherit; text-decoration: none }
  a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
</style>
<main>
  <h1>Crossdock cannot be reached</h1>
  <p>You are offline, or the server is. This page opens by itself as soon as there is an answer.</p>
  <a href="">Try again</a>
</main>
<script nonce="${nonce}">
  const look = () => fetch("/livez", { cache: "no-store" }).then(({ ok }) => ok && location.reload(), () => undefined);
  addEventListener("online", look);
  setInterval(look, 3000);
</script>
</html>`;
