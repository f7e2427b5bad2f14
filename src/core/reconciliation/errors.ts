import { failure } from "../kernel/errors.ts";

export const partnerExists = failure("conflict", "reconciliation.partner_exists", (code: string) => ({
  message: `There is a partner with the code ${code} already.`,
  errors: [{ pointer: "/code", detail: "This code is taken." }],
}));

const wrong = (code: string, pointer: string) =>
  failure("invalid", code, (detail: string) => ({ message: detail, errors: [{ pointer, detail }] }));

export const unknownPlace = failure("invalid", "reconciliation.unknown_place", (field: string, name: string) => ({
  message: `There is no ${field} called ${name}.`,
  errors: [{ pointer: `/${field}`, detail: `There is no ${field} called ${name}.` }],
}));
export const channelNeeded = wrong("reconciliation.channel_needed", "/channel");
export const unknownPartner = wrong("reconciliation.unknown_partner", "/partner");

export const badList = failure("invalid", "reconciliation.bad_list", (pointer: string, detail: string) => ({
  message: detail,
  errors: [{ pointer, detail }],
}));

export const notComparable = failure("conflict", "reconciliation.ended", (status: string) => ({
  message: `This reconciliation is ${status}.`,
  details: { status },
}));

export const settled = failure("conflict", "reconciliation.settled", (state: string) => ({
  message: `This difference is ${state} already.`,
  details: { state },
}));

export const notIgnored = failure("conflict", "reconciliation.not_ignored", (state: string) => ({
  message: `This difference is ${state}; there is nothing to take back.`,
  details: { state },
}));

export const cannotRepair = failure("conflict", "reconciliation.cannot_repair", (why: string) => why);

export const directionNeeded = failure("invalid", "reconciliation.direction_needed", () => ({
  message: "Say whose figure counts: `here` takes theirs over, `there` tells them ours.",
  errors: [{ pointer: "/direction", detail: "Choose `here` or `there`." }],
}));
