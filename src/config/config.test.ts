import { readFile } from "node:fs/promises";
import { parseEnv } from "node:util";
import { describe, expect, test } from "vitest";
import { ConfigError, loadConfig } from "./config.ts";
import { Variables } from "./variables.ts";

const example = new URL("../../.env.example", import.meta.url);

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe("configuration", () => {
  test("an empty environment is valid", () => {
    expect(loadConfig({})).toMatchObject({
      role: "all",
      port: 3000,
      grpcPort: 50_051,
      publicUrl: "http://127.0.0.1:3000",
      databaseUrl: undefined,
      seed: "demo",
      poolSize: 10,
      s3: undefined,
    });
  });

  test("an empty value counts as unset", () => {
    expect(loadConfig({ PORT: "", DATABASE_URL: "", ADMIN_EMAIL: "" })).toEqual(loadConfig({}));
  });

  test("the error names every invalid variable and shows none of their values", () => {
    const env = { PORT: "70000", ROLE: "king", DATABASE_URL: "mysql://u:hunter2@h/d", AUTH_SECRET: "hunter2" };
    const problems = problemsOf(env);
    expect(problems.map((problem) => problem.split(":")[0])).toEqual(["ROLE", "PORT", "DATABASE_URL", "AUTH_SECRET"]);
    expect(() => loadConfig(env)).toThrow(/^The environment is not valid:\n {2}ROLE: .*\n {2}PORT: /);
    expect(problems.join()).not.toContain("hunter2");
  });

  test.each([
    [{ ADMIN_EMAIL: "a@example.com" }, "ADMIN_PASSWORD"],
    [{ S3_ENDPOINT: "http://localhost:9000" }, "S3_BUCKET"],
    [{ S3_BUCKET: "b", S3_ACCESS_KEY_ID: "k" }, "S3_SECRET_ACCESS_KEY"],
    [{ STRIPE_WEBHOOK_SECRET: "whsec" }, "STRIPE_SECRET_KEY"],
    [{ CORS_ORIGINS: "https://a.example, https://b.example/path" }, "CORS_ORIGINS"],
    [{ KAFKA_BROKERS: "localhost" }, "KAFKA_BROKERS"],
    [{ PUBLIC_URL: "javascript:alert(1)" }, "PUBLIC_URL"],
    [{ BOOTSTRAP_API_KEY: "short" }, "BOOTSTRAP_API_KEY"],
  ])("%o is rejected with an error that names %s", (env, name) => {
    expect(problemsOf(env)).toEqual([expect.stringMatching(`^${name}: `)]);
  });

  test.each([
    [{ HOST: "0.0.0.0", PORT: "80" }, "http://localhost:80"],
    [{ HOST: "::1" }, "http://[::1]:3000"],
    [{ PUBLIC_URL: "https://hub.example.com/" }, "https://hub.example.com"],
  ])("%o results in the public address %s", (env, publicUrl) => {
    expect(loadConfig(env).publicUrl).toBe(publicUrl);
  });

  test("an external database gets no demo data by default", () => {
    expect(loadConfig({ DATABASE_URL: "postgres://localhost/shop" }).seed).toBe("none");
  });

  test.each([
    [{}, false],
    [{ HOST: "localhost" }, false],
    [{ HOST: "127.8.9.10" }, false],
    [{ HOST: "::1", PUBLIC_URL: "http://[::1]:3000" }, false],
    [{ PUBLIC_URL: "http://localhost:3000" }, false],
    [{ HOST: "0.0.0.0" }, true],
    [{ HOST: "::" }, true],
    [{ HOST: "192.168.1.5" }, true],
    [{ HOST: "127.0.0.1.example.com" }, true],
    [{ PUBLIC_URL: "https://hub.example.com" }, true],
    [{ TRUST_PROXY: "1" }, true],
  ])("with %o the server is publicly reachable: %s, and then creates no demo by default", (env, exposed) => {
    expect(loadConfig(env)).toMatchObject({ exposed, seed: exposed ? "none" : "demo" });
    expect(loadConfig({ ...env, SEED: "demo" })).toMatchObject({ exposed, seed: "demo" });
  });

  test("a server embedded in another host counts as publicly reachable", () => {
    expect(loadConfig({}, { hosted: true })).toMatchObject({ exposed: true, seed: "none" });
  });

  test("TRUST_PROXY takes true and hop counts", () => {
    const hops = ["true", "false", "2"].map((TRUST_PROXY) => loadConfig({ TRUST_PROXY }).trustProxyHops);
    expect(hops).toEqual([1, 0, 2]);
  });

  test(".env.example has a line with a valid value for each variable", async () => {
    const lines = (await readFile(example, "utf8")).split("\n").filter((line) => /^# [A-Z0-9_]+=/.test(line));
    expect(lines.every((line) => /=.* # \S/.test(line))).toBe(true);
    const values = parseEnv(lines.map((line) => line.slice(2)).join("\n"));
    expect(Object.keys(values).toSorted()).toEqual(Object.keys(Variables.shape).toSorted());
    expect(() => loadConfig(values)).not.toThrow();
  });
});
