/* Fills the document's examples with existing data of the key's shop. */
/* global fetch, URLSearchParams */

const API = "/api/v2";

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

/** Reads with a key, and only what its scopes are known to allow: browsers log each error. */
function createReader(spec, { key, scopes }) {
  const opens = (path) => {
    const needed = spec.paths[path]?.get?.["x-required-scopes"] ?? [];
    return scopes === undefined || needed.every((scope) => scopes.includes(scope));
  };
  const has = (path) => spec.paths[path]?.get !== undefined;
  const read = async (path) => {
    const answer = await fetch(`${API}${path}`, { headers: { authorization: `Bearer ${key}` }, credentials: "omit" });
    return answer.ok ? answer : undefined;
  };
  /** Some lists are not paged and take no limit. */
  const listOf = async (path, query) => {
    if (!has(path) || !opens(path)) return [];
    const taken = new Set((spec.paths[path].get.parameters ?? []).map((each) => resolved(spec, each).name));
    const asked = new URLSearchParams(Object.entries(query).filter(([name]) => taken.has(name)));
    return (await (await read(`${path}?${asked}`))?.json())?.data ?? [];
  };
  return { read, listOf, has };
}

/** Lists whose first entry fills the path parameters below them. */
const LISTS = new Set(
  ["orders", "products", "customers", "stock-levels", "channels", "webhook-endpoints", "inbound-sources", "users"].map(
    (name) => `/${name}`,
  ),
);

/** Values for all examples; undefined ones keep the document's value. */
async function shopOf({ listOf }) {
  const [levels, channels, customers, orders] = await Promise.all(
    [
      ["/stock-levels", 100],
      ["/channels", 100],
      ["/customers", 1],
      ["/orders", 1],
    ].map(([path, limit]) => listOf(path, { limit })),
  );
  const level = levels.toSorted((a, b) => b.available - a.available)[0];
  const channel = channels.find(({ active, kind }) => active && kind === "web") ?? channels[0];
  return {
    sku: level?.sku,
    location: level?.location,
    channel: channel?.code ?? orders[0]?.channel,
    customer: customers[0]?.id,
    unique: `docs-${Date.now().toString(36)}`,
  };
}

/** Example fields that must exist in this shop, and those that must be unique. */
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
    if (name === "customer" && each?.id !== undefined) return shop.customer ? [[name, { id: shop.customer }]] : [];
    const own = fresh[name] !== undefined && typeof each === "string";
    return [[name, own ? fresh[name] : lived(each, shop, place)]];
  });
  return Object.fromEntries(entries);
}

/** The first of a list, with its version: fills path parameters and If-Match. */
function createFirsts({ read, listOf, has }) {
  const known = new Map();
  const load = async (list) => {
    const [first] = await listOf(list, { limit: 1, ...(list === "/orders" && { status: "pending" }) });
    if (first?.id === undefined || !has(`${list}/{id}`)) return first;
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
    // An ETag becomes stale with the next change: it is filled in only where it is required.
    const isLeftOut = parameter.in === "query" || (parameter.name === "If-Match" && parameter.required !== true);
    const value = isLeftOut ? undefined : valueOf(parameter.name, first);
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

/** The document with examples that work unchanged with this key. */
globalThis.withLiveExamples = async (spec, access) => {
  const reader = createReader(spec, access);
  const shop = await shopOf(reader);
  const firsts = createFirsts(reader);
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
