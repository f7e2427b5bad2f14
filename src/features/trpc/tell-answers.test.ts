import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { beforeEach, expect, test } from "vitest";
import { tellAnswers } from "./tell-answers.ts";

let position: number;
let told: number[];
let client: QueryClient;
let answer: (value: string) => void;

const look = (name: string) =>
  new QueryObserver(client, {
    queryKey: [name],
    staleTime: Infinity,
    queryFn: () => new Promise<string>((resolve) => (answer = resolve)),
  }).subscribe(() => undefined);
const shown = (name: string) => client.getQueryData([name]);

beforeEach(() => {
  [position, told, client] = [10, [], new QueryClient()];
  tellAnswers(client.getQueryCache(), { position: () => position, tellAgain: (since) => told.push(since) });
});

test("events during a query are replayed after its response", async () => {
  look("orders");
  position = 12;
  expect(told).toEqual([]);
  answer("as of 10");
  await expect.poll(() => shown("orders")).toBe("as of 10");
  expect(told).toEqual([10]);
});

test("also after a refetch", async () => {
  look("orders");
  answer("first");
  await expect.poll(() => shown("orders")).toBe("first");
  position = 14;
  const again = client.refetchQueries();
  position = 15;
  answer("second");
  await again;
  expect(told).toEqual([14]);
});

test("events while a query was inactive are replayed when it is active again", async () => {
  const leave = look("orders");
  answer("first");
  await expect.poll(() => shown("orders")).toBe("first");
  position = 20;
  leave();
  position = 22;
  look("orders");
  expect(told).toEqual([20]);
});

test("nothing is replayed without events, nor after cache updates by events", async () => {
  const leave = look("orders");
  answer("first");
  await expect.poll(() => shown("orders")).toBe("first");
  position = 11;
  client.setQueryData(["orders"], "told");
  leave();
  look("orders");
  expect(told).toEqual([]);
});
