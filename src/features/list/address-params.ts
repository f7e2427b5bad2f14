import { createParser } from "nuqs/server";

/** A calendar day in the address; what is no day is no filter. */
export const parseAsDay = createParser({
  parse(text) {
    const at = Date.parse(`${text}T12:00:00Z`);
    return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== text ? null : text;
  },
  serialize: String,
});

/** Yes or no in the address; any other word is no filter. */
export const parseAsFlag = createParser({
  parse: (text) => (text === "true" || text === "false" ? text === "true" : null),
  serialize: String,
});
