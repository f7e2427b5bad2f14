/* Fills the examples of the API's document with what there is in the shop of whoever is signed in. */
/* global fetch */

const API = "/api/v2";

const read = async (path) => {
  const answer = await fetch(`${API}${path}`);
  return answer.ok ? answer : undefined;
};
const listOf = async (path) => (await (await read(path))?.json())?.data ?? [];

const resolved = (spec, node) =>
  node?.$ref === undefined
    ? node
    : resolved(
        spec,
        node.$ref
          .slice(2)
          .split("/")
          .reduce((at, step) => at[step.replaceAll("~1", "/").replaceAll("~0", "~")], spec),
      );

/** Lists whose first entry the addresses below them are filled with. */
const LISTS = new Set(
  ["orders", "products", "customers", "stock-levels", "channels", "webhook-endpoints", "inbound-sources", "users"].map(
    (name) => `/${name}`,
  ),
);

/** What every example may name; undefined for who is not signed in. */
async function shopOf() {
  if ((await read("/tenant")) === undefined) return undefined;
  const [levels, channels, customers] = await Promise.all(
    ["/stock-levels?limit=100", "/channels?limit=100", "/customers?limit=1"].map(listOf),
  );
  const level = levels.toSorted((a, b) => b.available - a.available)[0];
  const channel = channels.find(({ active, kind }) => active && kind === "web") ?? channels[0];
  if (level === undefined || channel === undefined) return undefined;
  const unique = `docs-${Date.now().toString(36)}`;
  return { sku: level.sku, location: level.location, channel: channel.code, customer: customers[0]?.id, unique };
}

/** The words of an example that must be those of this shop, and those that nobody else may have used before. */
function lived(value, shop, place) {
  if (Array.isArray(value)) return value.map((each) => lived(each, shop, place));
  if (typeof value !== "object" || value === null) return value;
  const fresh = {
    externalId: shop.unique,
    ...(place.makes ? { code: shop.unique } : { channel: shop.channel, location: shop.location }),
    ...(place.path === "/products" ? { sku: shop.unique } : { sku: shop.sku, channel: shop.channel }),
    ...(place.path === "/customers" || place.path === "/users" ? { email: `${shop.unique}@example.com` } : {}),
  };
  const entries = Object.entries(value).flatMap(([name, each]) => {
    if (name === "barcode") return [];
    if (name === "customer" && each?.id !== undefined) return [[name, shop.customer ? { id: shop.customer } : null]];
    const own = Object.hasOwn(fresh, name) && typeof each === "string";
    return [[name, own ? fresh[name] : lived(each, shop, place)]];
  });
  return Object.fromEntries(entries);
}

/** The first of a list, with its version: what an address below the list can be about. */
function createFirsts() {
  const known = new Map();
  const load = async (list) => {
    const [first] = await listOf(`${list}?limit=1${list === "/orders" ? "&status=pending" : ""}`);
    if (first?.id === undefined) return first;
    const answer = await read(`${list}/${first.id}`);
    const whole = await answer?.json();
    return { ...first, ...whole, etag: answer?.headers.get("etag") ?? undefined };
  };
  return (list) => {
    if (!known.has(list)) known.set(list, load(list));
    return known.get(list);
  };
}

function valueOf(name, first) {
  if (name === "If-Match") return first.etag;
  if (name === "paymentId") return first.payments?.[0]?.id;
  if (name === "shipmentId") return first.shipments?.[0]?.id;
  if (["id", "orderId", "assignee", "reconciliation"].includes(name)) return first.id;
  return first[name];
}

async function liveParameters(spec, { path, parameters }, firsts) {
  const list = path.slice(0, path.indexOf("/{"));
  if (!LISTS.has(list)) return parameters;
  const first = await firsts(list);
  if (first === undefined) return parameters;
  return parameters.map((given) => {
    const parameter = resolved(spec, given);
    const value = parameter.in === "query" ? undefined : valueOf(parameter.name, first);
    if (value === undefined) return given;
    const { examples: _, ...rest } = parameter;
    return { ...rest, example: value };
  });
}

function liveBody(spec, { path, method, body }, shop) {
  const found = resolved(spec, body);
  const content = Object.entries(found.content).map(([type, media]) => {
    const [example] = Object.values(media.examples ?? {}).map((each) => resolved(spec, each).value);
    const given = example ?? media.example;
    if (given === undefined) return [type, media];
    const { examples: _, ...rest } = media;
    return [type, { ...rest, example: lived(given, shop, { path, makes: method === "post" && !path.includes("{") }) }];
  });
  return { ...found, content: Object.fromEntries(content) };
}

/** The document with examples that work at the first click; as it is for who is not signed in. */
globalThis.withLiveExamples = async (spec) => {
  const shop = await shopOf();
  if (shop === undefined) return spec;
  const firsts = createFirsts();
  const operation = async (path, [method, given]) => {
    if (given.operationId === undefined) return [method, given];
    const parameters = await liveParameters(spec, { path, parameters: given.parameters ?? [] }, firsts);
    const body = given.requestBody && liveBody(spec, { path, method, body: given.requestBody }, shop);
    return [method, { ...given, parameters, ...(body && { requestBody: body }) }];
  };
  const paths = await Promise.all(
    Object.entries(spec.paths).map(async ([path, item]) => [
      path,
      Object.fromEntries(await Promise.all(Object.entries(item).map((each) => operation(path, each)))),
    ]),
  );
  return { ...spec, paths: Object.fromEntries(paths) };
};
