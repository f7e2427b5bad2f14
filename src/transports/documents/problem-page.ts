import { failureCatalogue, HubError } from "#core/kernel/errors.ts";
import { escaped, readingPage } from "#transports/documents/pages/frame.ts";
import { problemTexts } from "#transports/documents/pages/problem-texts/all.ts";
import type { ProblemText } from "#transports/documents/pages/problem-texts/text.ts";
import { HttpRefusal, type HttpRefusalCode, httpRefusals } from "#transports/shared/http-refusal.ts";
import { problemOf } from "../shared/problem.ts";
import { problemExamples } from "./problem-examples.ts";

const WHERE = {
  problemBase: "/problems",
  instance: "/api/v2/orders",
  requestId: "019a9c1e-7a52-7cc3-9f0e-2f6a1d6b1c11",
};
const ALL = "/docs/problems";

const isRefusal = (code: string): code is HttpRefusalCode => Object.hasOwn(httpRefusals, code);

/** The REST response; a problem that REST does not return has an example built from its text. */
function exampleOf(code: string, { happened }: ProblemText): { status: number; body: string } {
  const kind = failureCatalogue.get(code) ?? "internal";
  const made = isRefusal(code) ? new HttpRefusal(code, happened) : new HubError({ kind, code, message: happened });
  const { status, body } = problemOf(problemExamples.get(code) ?? made, WHERE);
  return { status, body: JSON.stringify(JSON.parse(body ?? "{}"), undefined, 2) };
}

/** `inventory.insufficient_stock` → `Inventory: insufficient stock`. */
function nameOf(code: string): string {
  const words = code.replaceAll("_", " ").replace(".", ": ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Words between backticks as code. */
const prose = (text: string): string =>
  `<p>${escaped(text).replaceAll(/`([^`]+)`/g, (_, words: string) => `<code>${words}</code>`)}</p>`;

/** The page behind a problem's `type`. Undefined for an undeclared code. */
export function problemPage(code: string): string | undefined {
  const text = problemTexts.get(code);
  if (text === undefined) return undefined;
  const { status, body } = exampleOf(code, text);
  return `<p class="over"><a href="${ALL}">All problems</a></p>
<h1>${escaped(nameOf(code))}</h1>
<p class="over"><code>${status} ${escaped(code)}</code></p>
<h2>What happened</h2>${prose(text.happened)}
<h2>Why</h2>${prose(text.why)}
<h2>What to do</h2>${prose(text.todo)}
<h2>Example of an answer</h2>
<pre tabindex="0"><code>${escaped(body)}</code></pre>`;
}

export function problemPageResponse(code: string): Response {
  const page = problemPage(code);
  return page === undefined
    ? new Response("There is no problem with this code.\n", {
        status: 404,
        headers: { "content-type": "text/plain; charset=utf-8" },
      })
    : readingPage({ title: nameOf(code), current: ALL }, page);
}

/** Every problem type of the hub, with a link to its page. */
export function problemIndexResponse(): Response {
  const texts = [...problemTexts].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const groups = [...Map.groupBy(texts, ([code]) => nameOf(code).split(":")[0] ?? "")].map(
    ([name, its]) => `<h2>${escaped(name)}</h2><ul class="index">${its.map(itemOf).join("")}</ul>`,
  );
  const body = `<h1>Problems</h1>
<p>A request that cannot be served is answered with a problem in JSON (<a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>).
Programs go by its <code>code</code>; its <code>type</code> leads to one of these pages.</p>${groups.join("")}`;
  return readingPage({ title: "Problems", current: ALL }, body);
}

const itemOf = ([code, { happened }]: readonly [string, ProblemText]): string =>
  `<li><a href="/problems/${escaped(code)}"><code>${escaped(code)}</code></a><small>${escaped(happened.replaceAll("`", ""))}</small></li>`;
