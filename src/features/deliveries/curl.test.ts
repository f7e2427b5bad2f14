import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";
import { curlOf } from "./curl.ts";

it("quotes every character for a shell", () => {
  const body = `{"name":"O'Neil $HOME \`id\` \\n"}`;
  const command = curlOf({ url: "https://example.com/a?b=c&d=e", headers: { "x-a": "it's" }, body });
  const printed = execFileSync("sh", ["-c", command.replace(/^curl/, "printf '%s\\n'")], { encoding: "utf8" });
  expect(printed.trimEnd().split("\n")).toEqual([
    "-X",
    "POST",
    "https://example.com/a?b=c&d=e",
    "-H",
    "x-a: it's",
    "-d",
    body,
  ]);
});
