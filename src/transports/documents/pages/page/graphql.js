/* GraphiQL for this hub. Runs in the browser unbundled; the page's policy allows no inline script. */
/* global AbortController, GraphiQL, MutationObserver, React, ReactDOM, TextDecoderStream, document, fetch, sessionStorage */

const main = document.querySelector("#graphiql");
const hasSession = main.dataset.session !== undefined;
/** Read by the library that inserts style elements for open dialogs. */
Object.assign(globalThis, { __webpack_nonce__: main.nonce });

const post = (params, { headers, signal, accept = "application/json" } = {}) =>
  fetch("/api/graphql", {
    method: "POST",
    headers: { ...headers, "content-type": "application/json", accept },
    body: JSON.stringify(params),
    signal,
  });

/** The value of an event of graphql-sse; undefined for pings and the end. */
function valueOf(event) {
  const lines = event.split("\n");
  if (!lines.includes("event: next")) return undefined;
  const data = lines.filter((line) => line.startsWith("data:")).map((line) => line.slice("data:".length));
  return JSON.parse(data.join("\n"));
}

/** Results of a subscription, or why there are none. */
async function* resultsOf(response) {
  if (!response.headers.get("content-type")?.startsWith("text/event-stream")) return yield await response.json();
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    const events = (rest + read.value).split("\n\n");
    rest = events.pop();
    for (const event of events) {
      const value = valueOf(event);
      if (value !== undefined) yield value;
    }
  }
}

/** Ends the request when GraphiQL's stop button does, not at the next event. */
function subscribe(params, headers) {
  const over = new AbortController();
  async function* results() {
    try {
      yield* resultsOf(await post(params, { headers, signal: over.signal, accept: "text/event-stream" }));
    } catch (error) {
      if (!over.signal.aborted) throw error;
    }
  }
  const iterator = results();
  const end = () => {
    over.abort();
    return iterator.return();
  };
  return { [Symbol.asyncIterator]: () => ({ next: () => iterator.next(), return: end }) };
}

const isSubscription = (ast, name) =>
  ast?.definitions.some((each) => each.operation === "subscription" && (!name || each.name?.value === name)) === true;

async function fetcher(params, { headers, documentAST } = {}) {
  if (isSubscription(documentAST, params.operationName)) return subscribe(params, headers);
  // An administrator may read the schema; the API key that is tried out may not.
  const asAdministrator = hasSession && params.operationName === "IntrospectionQuery";
  return (await post(params, { headers: asAdministrator ? {} : headers })).json();
}

const LIST = `# Runs with your sign-in, or with a key under Headers:
# { "authorization": "Bearer YOUR_KEY" }
query ListOrders {
  orders(first: 5) {
    nodes { id number status currency totals { total } }
  }
}
`;
const PLACE = `mutation PlaceOrder(
  $input: PlaceOrderInput!
  $key: String
) {
  placeOrder(input: $input, idempotencyKey: $key) {
    __typename
    ... on Order { id number status }
    ... on Error { code message }
    ... on InsufficientStock {
      lines { sku available }
    }
  }
}
`;
const WATCH = `# Run it, then place an order in another window.
subscription WatchOrders {
  orderChanged { position type number status total currency }
}
`;

/** To be replaced by names of one's own. */
const UNKNOWN = { channel: "web", sku: "SKU-1" };

/** A channel and an article in stock. */
async function shopOf() {
  if (!hasSession) return UNKNOWN;
  const query = "{ channels { code active } stockLevels(first: 50) { nodes { sku available } } }";
  const { data } = await (await post({ query })).json();
  const channel = data?.channels?.find(({ active }) => active)?.code ?? UNKNOWN.channel;
  const sku = data?.stockLevels?.nodes.find(({ available }) => available > 0)?.sku ?? UNKNOWN.sku;
  return { channel, sku };
}

const themeNow = () => document.documentElement.dataset.theme;

async function start() {
  const { channel, sku } = await shopOf().catch(() => UNKNOWN);
  const input = { channel, lines: [{ sku, quantity: 1 }] };
  const variables = { input, key: `graphiql-${Date.now().toString(36)}` };
  const defaultTabs = [
    { query: LIST },
    { query: PLACE, variables: JSON.stringify(variables, undefined, 2) },
    { query: WATCH },
  ];
  // Queries may name customers: what was typed here ends with the tab.
  const props = { fetcher, defaultTabs, defaultQuery: "", storage: sessionStorage, showPersistHeadersSettings: false };
  const root = ReactDOM.createRoot(main);
  const render = () => root.render(React.createElement(GraphiQL, { ...props, forcedTheme: themeNow() }));
  new MutationObserver(render).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  render();
}

void start();
