/* Sets Swagger UI up. Runs in the browser as it stands here; the page's policy allows nothing inline. */
/* global SwaggerUIBundle, document, fetch, withLiveExamples */

/** Shows an operation's programs (`x-codeSamples`) above its answers. */
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

async function openDocument() {
  const spec = await (await fetch("/api/v2/openapi.json")).json();
  return SwaggerUIBundle({
    // Without them, the document is still right.
    spec: await withLiveExamples(spec).catch(() => spec),
    dom_id: "#api",
    deepLinking: true,
    docExpansion: "none",
    defaultModelsExpandDepth: -1,
    displayRequestDuration: true,
    filter: true,
    validatorUrl: null,
    plugins: [samples],
  });
}

const opened = openDocument();
const button = document.querySelector("#demo-key");
const said = document.querySelector("#said");

async function useDemoKey() {
  button.disabled = true;
  try {
    const answer = await fetch("/docs/demo-key", { method: "POST" });
    if (answer.status === 401) return sayWhoMay();
    if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
    const { key, expiresAt, scopes } = await answer.json();
    (await opened).preauthorizeApiKey("apiKey", key);
    const until = new Date(expiresAt).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
    said.textContent = `You try things out in the demo shop until ${until}, with ${scopes.join(", ")}.`;
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
  button.hidden = false;
  button.addEventListener("click", () => void useDemoKey());
}
