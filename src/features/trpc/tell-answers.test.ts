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

test("what happened while a question was on its way is told again when its answer is there", async () => {
  look("orders");
  position = 12;
  expect(told).toEqual([]);
  answer("as of 10");
  await expect.poll(() => shown("orders")).toBe("as of 10");
  expect(told).toEqual([10]);
});

test("so it is when an answer is read again", async () => {
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

test("what happened while nobody looked is told to whoever looks again", async () => {
  const leave = look("orders");
  answer("first");
  await expect.poll(() => shown("orders")).toBe("first");
  position = 20;
  leave();
  position = 22;
  look("orders");
  expect(told).toEqual([20]);
});

test("nothing is told again when nothing happened, nor for what an event itself has written", async () => {
  const leave = look("orders");
  answer("first");
  await expect.poll(() => shown("orders")).toBe("first");
  position = 11;
  client.setQueryData(["orders"], "told");
  leave();
  look("orders");
  expect(told).toEqual([]);
});
