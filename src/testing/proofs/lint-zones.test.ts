import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";

const Report = z.object({ diagnostics: z.array(z.object({ filename: z.string(), code: z.string().optional() })) });

/** [file, its text, the rule that must reject it, or null when it must pass] */
type Plant = readonly [file: string, text: string, rule: string | null];

const bring = (specifier: string) => `import { value } from "${specifier}";\nexport const kept = value;\n`;
const bringType = (specifier: string) => `import type { Value } from "${specifier}";\nexport type Kept = Value;\n`;
const imports = "eslint(no-restricted-imports)";

const stopped: [file: string, specifier: string][] = [
  ["core/kernel/a.ts", "#db/client.ts"],
  ["core/kernel/b.ts", "../execute.ts"],
  ["core/kernel/c.ts", "#core/orders/index.ts"],
  ["config/a.ts", "#core/orders/index.ts"],
  ["db/a.ts", "#core/orders/index.ts"],
  ["db/b.ts", "#core/execute.ts"],
  ["core/orders/a.ts", "#transports/http.ts"],
  ["core/orders/b.ts", "../../workers/jobs.ts"],
  ["core/orders/c.ts", "#integrations/mail/smtp.ts"],
  ["core/orders/d.ts", "#auth/session.ts"],
  ["core/orders/e.ts", "#config/settings.ts"],
  ["core/orders/f.ts", "react"],
  ["core/orders/g.ts", "next/server"],
  ["core/orders/h.ts", "#testing/database.ts"],
  ["core/orders/schemas.ts", "#core/order/store.ts"],
  ["core/stock/schemas.ts", "./rules.ts"],
  ["core/users/schemas.ts", "#db/client.ts"],
  ["core/orders/rules.ts", "./store.ts"],
  ["core/orders/i.ts", "#demo/seed-demo.ts"],
  ["demo/a.ts", "#transports/http.ts"],
  ["integrations/mail/a.ts", "#workers/jobs.ts"],
  ["integrations/mail/b.ts", "server-only"],
  ["auth/a.ts", "#transports/http.ts"],
  ["workers/a.ts", "#transports/http.ts"],
  ["workers/b.ts", "#server/main.ts"],
  ["transports/rest/a.ts", "#server/main.ts"],
  ["transports/rest/b.ts", "#app/layout.tsx"],
  ["transports/rest/c.ts", "next/headers"],
  ["transports/rest/d.ts", "#core/order/store.ts"],
  ["server/a.ts", "#app/page.tsx"],
  ["server/b.ts", "#testing/database.ts"],
  ["features/orders/a.tsx", "#core/orders/index.ts"],
  ["features/orders/b.tsx", "#server/main.ts"],
  ["features/orders/c.tsx", "#app/page.tsx"],
  ["features/orders/d.tsx", "#transports/trpc/router.ts"],
  ["features/orders/e.tsx", "#db/client.ts"],
  ["components/a.tsx", "#features/orders/list.tsx"],
  ["components/b.tsx", "#core/order/schemas.ts"],
  ["components/c.tsx", "../app/page.tsx"],
  ["app/a.tsx", "#testing/database.ts"],
  ["app/b.tsx", "#core/order/store.ts"],
];

const passing: [file: string, text: string][] = [
  ["features/orders/rules-pass.tsx", bring("#core/order/rules.ts")],
  ["core/payments/rules.ts", bring("../orders/rules.ts")],
  ["db/pass.ts", bring("#core/kernel/ids.ts")],
  ["demo/pass.ts", bring("#core/order/store.ts")],
  ["core/execute.ts", bring("#db/client.ts")],
  ["core/pass/place.ts", bringType("#config/settings.ts")],
  ["core/pass/place.test.ts", bring("#testing/database.ts")],
  ["core/pass/schemas.ts", bring("#core/order/schemas.ts") + bring("../kernel/money.ts").replaceAll("value", "money")],
  ["transports/rest/pass.ts", bring("#core/orders/index.ts")],
  ["server/pass.ts", bring("#transports/http.ts")],
  ["app/pass.tsx", bring("#server/main.ts")],
  ["features/pass/a.tsx", bring("#core/order/schemas.ts")],
  ["features/pass/b.tsx", bring("#core/kernel/money.ts")],
  ["features/pass/c.tsx", bringType("#transports/trpc/router.ts")],
  ["components/pass.tsx", bring("#core/kernel/money.ts")],
];

const lines = (count: number) => "  call();\n".repeat(count);
const budgets: Plant[] = [
  ["core/budget/file.ts", "export const a = 1;\n".replace("a", "b") + "\n".repeat(300), "eslint(max-lines)"],
  [
    "core/budget/long.ts",
    `declare function call(): void;\nexport function f() {\n${lines(61)}}\n`,
    "eslint(max-lines-per-function)",
  ],
  ["core/budget/params.ts", "export const f = (a: 1, b: 1, c: 1, d: 1) => [a, b, c, d];\n", "eslint(max-params)"],
  [
    "core/budget/deep.ts",
    "export function f(a: number) { if (a) { if (a) { if (a) { if (a) { return a; } } } } return 0; }\n",
    "eslint(max-depth)",
  ],
  ["core/budget/any.ts", "export const f = (a: any) => a;\n", "typescript(no-explicit-any)"],
  ["core/budget/bang.ts", "export const f = (a?: string) => a!;\n", "typescript(no-non-null-assertion)"],
  [
    "core/budget/type.ts",
    'import { Value } from "./b.ts";\nexport type A = Value;\n',
    "typescript(consistent-type-imports)",
  ],
  ["core/budget/env.ts", "export const port = process.env.PORT;\n", "node(no-process-env)"],
  [
    "core/budget/mock.test.ts",
    'import { vi } from "vitest";\nvi.mock("./a.ts");\n',
    "vitest(no-restricted-vi-methods)",
  ],
  [
    "core/budget/float.ts",
    "export function f() { Promise.resolve(1).then(String); }\n",
    "typescript(no-floating-promises)",
  ],
];

const runs = (name: string) => `import { ${name} } from "#core/runtime/execute.ts";\nexport const kept = ${name};\n`;
const pastTheGateway: Plant[] = [
  ["transports/soap/call.ts", runs("execute"), imports],
  ["transports/soap/stream.ts", runs("follow"), imports],
  ["transports/graphql/loaders.ts", runs("lookUp"), imports],
  ["transports/soap/all.ts", 'import * as core from "#core/runtime/execute.ts";\nexport const kept = core;\n', imports],
  ["app/run.tsx", runs("execute"), imports],
  ["transports/soap/errors.ts", runs("asHubError"), null],
  ["transports/gateway/caller.ts", runs("execute"), null],
];

const plants: Plant[] = [
  ...pastTheGateway,
  ...stopped.map(([file, specifier]): Plant => [file, bring(specifier), imports]),
  ...stopped
    .slice(6, 7)
    .map(([, to]): Plant => ["core/lazy.ts", `export const late = () => import("${to}");\n`, imports]),
  ...passing.map(([file, text]): Plant => [file, text, null]),
  ...budgets,
];

const root = join(import.meta.dirname, "../../..");
const found = new Map<string, string[]>();
let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "crossdock-lint-"));
  await symlink(join(root, "node_modules"), join(folder, "node_modules"), "junction");
  const configs = ["oxlint.config.ts", "tsconfig.json", "package.json"];
  await Promise.all(configs.map((name) => copyFile(join(root, name), join(folder, name))));
  await Promise.all(plants.map(([file, text]) => plant(join(folder, "src", file), text)));
  const { diagnostics } = Report.parse(JSON.parse(await lint(folder)));
  for (const { filename, code } of diagnostics) {
    const file = filename.replaceAll("\\", "/").replace(/^.*src\//, "");
    found.set(file, [...(found.get(file) ?? []), code ?? ""]);
  }
}, 60_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

async function plant(path: string, text: string) {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

function lint(cwd: string): Promise<string> {
  const args = [join(root, "node_modules/oxlint/bin/oxlint"), "--format", "json", "src"];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd, maxBuffer: 2 ** 26 }, (_error, stdout) => resolve(stdout));
  });
}

test.each(plants.filter(([, , rule]) => rule))("lint rejects %s", (file, _text, rule) => {
  expect(found.get(file) ?? []).toContain(rule);
});

test.each(plants.filter(([, , rule]) => !rule))("lint lets %s import lower layers", (file) => {
  expect(found.get(file) ?? []).not.toContain(imports);
});
