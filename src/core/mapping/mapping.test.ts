import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import * as mappings from "./index.ts";

const evaluate = (expression: string, input: unknown) => mappings.evaluate(expression, input, { tenantId: "one" });
const check = (expression: string) => mappings.check(expression, "one");

const refusal = (code: string) => ({ code });

describe("mappings", () => {
  it("return JSON, and null where they yield nothing", async () => {
    const order = { id: 7, lines: [{ sku: "A", price: "12.50" }] };
    const mapping = '{ "externalId": $string(id), "lines": [lines.{ "sku": sku, "price": $number(price) * 100 }] }';
    expect(await evaluate(mapping, order)).toEqual({ externalId: "7", lines: [{ sku: "A", price: 1250 }] });
    expect(await evaluate("nothing.here", order)).toBeNull();
    expect(await evaluate('{"a": 1, "f": function($x){$x}}', {})).toEqual({ a: 1 });
    expect(await evaluate("$base64decode($base64encode('Größe'))", {})).toBe("Größe");
    expect(await evaluate("$base64encode('ab')", {})).toBe("YWI=");
  });

  it("report the position of a syntax error", async () => {
    await expect(check("a.b.")).rejects.toMatchObject({ ...refusal("mapping.syntax"), details: { position: 4 } });
    await expect(evaluate("$foo(", {})).rejects.toMatchObject(refusal("mapping.syntax"));
    await expect(check("a.b")).resolves.toBeUndefined();
    await expect(check("(".repeat(20_000))).rejects.toMatchObject(refusal("mapping.syntax"));
  });

  it.each([
    ["recursion without end", "($f := function($n){ $f($n + 1) + 1 }; $f(0))"],
    ["recursion in the tail", "($f := function($n){ $f($n + 1) }; $f(0))"],
    ["a regular expression that never comes back", '$match("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", /^(a+)+$/)'],
    ["much output", '$join([1..200000].("0123456789"))'],
    ["a list of ten million", "[1..10000000].{ 'a': $ }"],
    ["a string that doubles", '($f := function($s, $n){ $n = 0 ? $s : $f($s & $s, $n - 1) }; $f("xxxxxxxx", 40))'],
    ["a missing function", "$nothing(1)"],
    ["a result that is code", "function($x){ $x }"],
    ["deep input turned deeper", "($f := function($v, $n){ $n = 0 ? $v : $f([[$v]], $n - 1) }; $f(1, 100000))"],
  ])("are terminated with an error: %s", async (_, expression) => {
    await expect(evaluate(expression, {})).rejects.toMatchObject({
      code: expect.stringMatching(/^mapping\.(timeout|failed|too_large)$/),
    });
    expect(await evaluate("1 + 1", {})).toBe(2);
  });

  it("limit the size of their input and of their memory", async () => {
    let deep: unknown = 1;
    for (let i = 0; i < 50_000; i += 1) deep = [deep];
    await expect(evaluate("$", deep)).rejects.toMatchObject(refusal("mapping.too_large"));
    await expect(evaluate("$", "x".repeat(5_000_000))).rejects.toMatchObject(refusal("mapping.too_large"));
    await expect(check("x".repeat(50_000))).rejects.toMatchObject(refusal("mapping.too_large"));
  });

  it.each([
    '$merge([{ "__proto__": { "polluted": 1 } }])',
    '{} ~> |$|{ "__proto__": { "polluted": 1 } }|',
    "($x := __proto__; $x ~> |$|{ 'polluted': 1 }|)",
    '$constructor("return process")()',
    'constructor.constructor("return process")()',
    '$sift.constructor("return process")()',
    '$eval("__proto__.polluted")',
  ])("cannot access this program or the next mapping: %s", async (expression) => {
    const hostile: unknown = JSON.parse('{ "__proto__": { "polluted": 1 }, "constructor": { "prototype": {} } }');
    const seen = await evaluate(expression, hostile).catch((error: unknown) => error);
    expect(JSON.stringify(seen)).not.toContain("versions");
    expect("polluted" in {}).toBe(false);
    expect(await evaluate("polluted", {})).toBeNull();
    expect(await evaluate('$type($lookup({}, "polluted"))', {})).not.toBe("number");
  });

  it("run concurrently, and a slow one blocks no other", async () => {
    const hangs = evaluate('$match("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", /^(a+)+$/)', {});
    const slow = hangs.catch((error: unknown) => error);
    const many = Array.from({ length: 50 }, (_, i) => evaluate("n * 2", { n: i }));
    expect(await Promise.all(many)).toEqual(many.map((_, i) => i * 2));
    expect(await slow).toMatchObject(refusal("mapping.timeout"));
  });

  it("wait in a bounded queue", async () => {
    const asked = await Promise.allSettled(Array.from({ length: 300 }, () => evaluate("1", {})));
    const refused = asked.filter(({ status }) => status === "rejected");
    expect(refused.length).toBeGreaterThan(0);
    for (const one of refused) expect(one).toMatchObject({ reason: refusal("mapping.busy") });
  });

  it("trials have a CPU quota: beyond it a tenant gets a retry time, and other work continues", async () => {
    const tries = Array.from({ length: 30 }, () => mappings.evaluate("1", {}, { tenantId: "two", trial: true }));
    const work = evaluate("2", {});
    const others = mappings.evaluate("3", {}, { tenantId: "three", trial: true });
    const told = await Promise.allSettled(tries);
    const refused = told.filter(({ status }) => status === "rejected");
    expect(refused.length).toBeGreaterThanOrEqual(19);
    for (const one of refused)
      expect(one).toMatchObject({ reason: { kind: "limited", code: "mapping.quota", retryAfterS: 1 } });
    expect(await Promise.all([work, others])).toEqual([2, 3]);
  });

  it("run in plain Node and keep no process alive", () => {
    const program = `import { evaluate } from "#core/mapping/index.ts"; console.log(await evaluate("a.b", { a: { b: 3 } }, { tenantId: "one" }));`;
    const ran = spawnSync(process.execPath, ["--input-type=module", "--eval", program], { timeout: 30_000 });
    expect({ status: ran.status, out: String(ran.stdout).trim() }).toEqual({ status: 0, out: "3" });
  });
});
