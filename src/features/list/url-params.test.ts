import { describe, expect, it } from "vitest";
import {
  changeIn,
  choiceParam,
  dayParam,
  flagParam,
  isSet,
  listParam,
  paramsLoader,
  textParam,
  valuesIn,
} from "./url-params.ts";

const params = {
  q: textParam.withDefault(""),
  state: choiceParam(["open", "closed"]),
  channels: listParam(textParam).withDefault([]),
  low: flagParam.withDefault(false),
  held: flagParam,
  from: dayParam,
};

const read = (query: string) => valuesIn(params, new URLSearchParams(query));
const none = { q: "", state: null, channels: [], low: false, held: null, from: null };

const written = (query: string, change: Parameters<typeof changeIn>[2]) => {
  const next = new URLSearchParams(query);
  changeIn(next, params, change);
  return next.toString();
};

describe("parameters of the URL", () => {
  it("have their defaults when the URL names none", () => expect(read("")).toEqual(none));

  it("are parsed by their type", () => {
    expect(read("q=mug&state=open&channels=web,shop&low=true&held=false&from=2026-02-28")).toEqual({
      q: "mug",
      state: "open",
      channels: ["web", "shop"],
      low: true,
      held: false,
      from: "2026-02-28",
    });
  });

  it("ignore invalid values", () => expect(read("state=lost&low=perhaps&held=1&from=2026-02-31")).toEqual(none));

  it("of a page on the server are those of the browser, and of a repeated one the first counts", () => {
    const load = paramsLoader(params);
    expect(load({ q: ["a", "b"], state: undefined, channels: "x%2Cy,z", other: "1" })).toEqual({
      ...none,
      q: "a",
      channels: ["x,y", "z"],
    });
  });

  it("keep a comma within a value of a list through writing and reading", () => {
    const query = written("", { channels: ["a,b", "c d", "50%2C"] });
    expect(read(query).channels).toEqual(["a,b", "c d", "50,"]);
    expect(read(written("", { channels: ["a,b", "c"] })).channels).toEqual(["a,b", "c"]);
  });

  it("are removed by null and by their default, and leave others as they are", () => {
    expect(written("q=mug&job=7&low=true", { q: "", low: false })).toBe("job=7");
    expect(written("state=open&job=7", { state: null })).toBe("job=7");
    expect(written("job=7", { held: false, unknown: "1", state: undefined })).toBe("job=7&held=false");
  });

  it("count as set only when they differ from their default", () => {
    expect(isSet(params.q, "")).toBe(false);
    expect(isSet(params.channels, [])).toBe(false);
    expect(isSet(params.held, false)).toBe(true);
    expect(isSet(params.state, null)).toBe(false);
  });
});
