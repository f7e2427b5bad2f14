/* Configures Swagger UI. Runs in the browser unbundled; the page's policy allows no inline script. */
/* global SwaggerUIBundle, document, fetch, withLiveExamples */

/** Shows an operation's code samples (`x-codeSamples`) above its responses. */
const samples = (system) => {
  const { createElement, useState } = system.React;
  function Samples({ path, method }) {
    const found = system.specSelectors.specJson().getIn(["paths", path, method, "x-codeSamples"]);
    const [open, setOpen] = useState(0);
    if (found === undefined || found.size === 0) return null;
    const tabs = found
      .toArray()
      .map((sample, index) =>
        createElement(
          "button",
          { key: index, type: "button", "aria-pressed": index === open, onClick: () => setOpen(index) },
          sample.get("label"),
        ),
      );
    return createElement(
      "section",
      { className: "samples", "aria-label": "Samples" },
      createElement("div", { className: "tabs" }, createElement("h4", null, "Samples"), ...tabs),
      createElement("pre", { tabIndex: 0 }, createElement("code", null, found.getIn([open, "source"]))),
    );
  }
  return {
    wrapComponents: {
      responses: (Original) => (props) =>
        createElement("div", null, createElement(Samples, props), createElement(Original, props)),
    },
  };
};

let original;
let ui;
/** The key that the examples were filled in with, and the demo keys issued here. */
let used;
const known = new Map();

/** Without the shop's data, the document is still valid. */
const filled = (access) => withLiveExamples(original, access).catch(() => original);

/** Examples depend on the key, from the button or from the dialog. */
const following = {
  statePlugins: {
    auth: {
      wrapActions: {
        authorize: (authorize) => (payload) => {
          authorize(payload);
          const key = payload.apiKey?.value;
          if (typeof key === "string" && key !== used) void follow(key);
        },
      },
    },
  },
};

/** Entries along a JSON pointer. */
const stepsOf = (pointer) =>
  pointer
    .slice(2)
    .split("/")
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));

const partAt = (spec, steps) => steps.reduce((at, step) => at?.[step], spec);

/** A part of the document with its references replaced; one that leads back to itself stays. */
function resolvedPart(spec, node, within = []) {
  if (Array.isArray(node)) return node.map((each) => resolvedPart(spec, each, within));
  if (node === null || typeof node !== "object") return node;
  const { $ref: pointer, ...rest } = node;
  if (typeof pointer !== "string") return mapped(node, (each) => resolvedPart(spec, each, within));
  if (within.includes(pointer) || !pointer.startsWith("#/")) return node;
  const target = resolvedPart(spec, partAt(spec, stepsOf(pointer)), [...within, pointer]);
  return { ...target, ...mapped(rest, (each) => resolvedPart(spec, each, within)), $$ref: pointer };
}

const mapped = (object, change) =>
  Object.fromEntries(Object.entries(object).map(([name, value]) => [name, change(value)]));

/** What is resolved so far: changed examples appear in open operations too. */
const resolvedPaths = new Map();

function resolve(specActions, spec, path) {
  resolvedPaths.set(path.join(" "), path);
  specActions.updateResolvedSubtree(path, resolvedPart(spec, partAt(spec, path)));
}

/** Swagger UI's own resolver reads the whole document again for each operation, which takes seconds. */
const resolving = {
  statePlugins: {
    spec: {
      wrapActions: {
        requestResolvedSubtree: (_, system) => (path) => {
          const { specSelectors, specActions } = system.getSystem();
          if (specSelectors.specResolvedSubtree(path) === undefined) resolve(specActions, specSelectors.specJS(), path);
        },
      },
    },
  },
};

async function follow(key) {
  used = key;
  const spec = await filled({ key, scopes: known.get(key) });
  if (key !== used) return;
  ui.specActions.updateJsonSpec(spec);
  for (const path of resolvedPaths.values()) resolve(ui.specActions, spec, path);
}

const button = document.querySelector("#demo-key");
const said = document.querySelector("#said");

/** Undefined without a session. */
async function askForKey() {
  const answer = await fetch("/docs/demo-key", { method: "POST" });
  if (answer.status === 401) return undefined;
  if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
  const given = await answer.json();
  known.set(given.key, given.scopes);
  return given;
}

function sayUntil({ expiresAt, scopes }) {
  const until = new Date(expiresAt).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  said.textContent = `You try things out in the demo shop until ${until}, with ${scopes.join(", ")}.`;
  button.hidden = true;
}

async function openDocument() {
  const asked = button?.dataset.ask === undefined ? undefined : askForKey().catch(() => undefined);
  original = await (await fetch("/api/v2/openapi.json")).json();
  const given = await asked;
  used = given?.key;
  ui = SwaggerUIBundle({
    spec: given === undefined ? original : await filled(given),
    dom_id: "#api",
    deepLinking: true,
    docExpansion: "none",
    defaultModelsExpandDepth: -1,
    displayRequestDuration: true,
    filter: true,
    validatorUrl: null,
    plugins: [samples, following, resolving],
    onComplete: () => {
      if (given === undefined) return;
      ui.preauthorizeApiKey("apiKey", given.key);
      sayUntil(given);
    },
  });
}

const opened = openDocument();
void opened.finally(() => {
  if (button !== null && used === undefined) button.hidden = false;
});

async function useDemoKey() {
  button.disabled = true;
  try {
    const given = await askForKey();
    if (given === undefined) return sayWhoMay();
    await opened;
    await follow(given.key);
    ui.preauthorizeApiKey("apiKey", given.key);
    sayUntil(given);
  } catch (error) {
    said.textContent = `No key was given. ${error.message}`;
    button.disabled = false;
  }
}

function sayWhoMay() {
  const link = Object.assign(document.createElement("a"), {
    href: "/sign-in?callbackUrl=/docs",
    textContent: "Sign in to the demo shop",
  });
  said.replaceChildren(link, ", then ask again: the key may do what you may.");
  button.disabled = false;
}

if (button !== null) {
  button.hidden = button.dataset.ask !== undefined;
  button.addEventListener("click", () => void useDemoKey());
}
