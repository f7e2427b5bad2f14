import { describe, expect, test } from "vitest";
import { valuesIn } from "#features/list/url-params.ts";
import { listInput, listParams } from "./list-params.ts";

const read = (search: string) => valuesIn(listParams, new URLSearchParams(search));

describe("the URL's filters are the query's input", () => {
  test("an empty URL queries the newest orders", () => {
    expect(listInput(read(""), "UTC")).toEqual({ sort: "-placedAt", limit: 50 });
  });

  test("several values and flags are passed unchanged", () => {
    const params = read("status=pending,shipped&onHold=false&tag=gift&channel=web");
    expect(listInput(params, "UTC")).toMatchObject({
      status: ["pending", "shipped"],
      onHold: false,
      tag: "gift",
      channel: ["web"],
    });
  });

  test("an unknown status is ignored instead of failing the page", () => {
    expect(listInput(read("status=lost"), "UTC")).toEqual({ sort: "-placedAt", limit: 50 });
  });

  test("days begin and end at the tenant's midnight, the last one inclusive", () => {
    const params = read("placedFrom=2026-03-28&placedTo=2026-03-29");
    expect(listInput(params, "Europe/London")).toMatchObject({
      placedFrom: "2026-03-28T00:00:00.000Z",
      placedTo: "2026-03-29T23:00:00.000Z",
    });
    expect(listInput(params, "Asia/Tokyo")).toMatchObject({ placedFrom: "2026-03-27T15:00:00.000Z" });
  });

  test("a day that does not exist is ignored", () => {
    expect(listInput(read("placedFrom=yesterday"), "UTC")).toEqual({ sort: "-placedAt", limit: 50 });
  });
});
