import { describe, expect, it } from "vitest";
import { listParam, textParam, choiceParam, dayParam, flagParam } from "#features/list/url-params.ts";
import { keepIn, straysIn } from "./strays.ts";

const parsers = {
  q: textParam.withDefault(""),
  state: choiceParam(["open", "closed"] as const),
  status: listParam(choiceParam(["paid", "due"] as const)).withDefault([]),
  low: flagParam.withDefault(false),
  from: dayParam,
};

const straysOf = (query: string) => straysIn(new URLSearchParams(query), parsers, ["job"]);

const keptOf = (query: string, name: keyof typeof parsers) => {
  const asked = new URLSearchParams(query);
  keepIn(asked, name, parsers[name]);
  return asked.toString();
};

describe("URL parameters that no filter uses", () => {
  it.each(["q=mug", "state=open", "status=paid,due", "low=true", "from=2026-02-28", "job=7", "", "state="])(
    "are none in %j",
    (query) => expect(straysOf(query)).toEqual([]),
  );

  it.each([
    ["state=lost", [{ name: "state", text: "lost" }]],
    ["low=perhaps", [{ name: "low", text: "perhaps" }]],
    ["from=yesterday", [{ name: "from", text: "yesterday" }]],
    ["from=2026-02-31", [{ name: "from", text: "2026-02-31" }]],
    ["status=paid,lost", [{ name: "status", text: "lost" }]],
    ["state=open&state=closed", [{ name: "state", text: "closed" }]],
    ["paymentstatus=paid", [{ name: "paymentstatus", text: "paid" }]],
  ])("are found in %j", (query, strays) => expect(straysOf(query)).toEqual(strays));

  it("exclude the values that their filter accepts", () => {
    expect(keptOf("status=paid,lost", "status")).toBe("status=paid");
    expect(keptOf("status=lost&q=mug", "status")).toBe("q=mug");
    expect(keptOf("state=open&state=closed", "state")).toBe("state=open");
    expect(keptOf("from=yesterday", "from")).toBe("");
  });
});
