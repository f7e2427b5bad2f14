import { createParser } from "nuqs/server";

/** A calendar day in the URL; an invalid value is ignored. */
export const parseAsDay = createParser({
  parse(text) {
    const at = Date.parse(`${text}T12:00:00Z`);
    return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== text ? null : text;
  },
  serialize: String,
});

/** A boolean in the URL; an invalid value is ignored. */
export const parseAsFlag = createParser({
  parse: (text) => (text === "true" || text === "false" ? text === "true" : null),
  serialize: String,
});
