import { GraphQLError } from "graphql";
import { expect, it } from "vitest";
import { internal, notFound } from "#core/kernel/errors.ts";
import { isUnrecorded } from "./errors.ts";

const at = (originalError: Error) => new GraphQLError(originalError.message, { originalError, path: ["order"] });

it.each([
  ["a resolver's own error", true, at(new TypeError("x is not a function"))],
  ["null where the schema allows none", true, new GraphQLError("Cannot return null", { path: ["order"] })],
  ["an operation's internal error", false, at(internal(new Error("the disk is full")))],
  ["an operation's refusal", false, at(notFound("order", "1"))],
  ["an invalid document", false, new GraphQLError('Cannot query field "nmber" on type "Order".')],
])("%s: reported outside the operations' own records is %s", (_, expected, error) => {
  expect(isUnrecorded(error)).toBe(expected);
});
