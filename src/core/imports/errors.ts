import { failure } from "../kernel/errors.ts";

/** The file as a whole cannot be read; no row of it was booked. */
export const unreadableFile = failure("invalid", "import.unreadable_file", (why: string) => why);

export const unknownFile = failure("invalid", "import.unknown_file", (key: string) => ({
  message: `There is no uploaded file with the key ${key}.`,
  errors: [{ pointer: "/fileKey", detail: "There is no uploaded file with this key." }],
}));

export const unknownPlace = failure(
  "invalid",
  "import.unknown_place",
  (kind: "channel" | "location", code: string) => ({
    message: `There is no active ${kind} called ${code}.`,
    errors: [{ pointer: `/options/${kind}`, detail: `There is no active ${kind} called ${code}.` }],
  }),
);

export const onlyHistory = failure("invalid", "import.only_history", (preset: string) => ({
  message: `Files of the preset ${preset} are history and cannot be placed as orders of today.`,
  errors: [{ pointer: "/options/asHistory", detail: `Files of the preset ${preset} can only be booked as history.` }],
}));

export const importTaken = failure("conflict", "import.taken", () => ({
  message: "Another process is running this import.",
  retryAfterS: 30,
}));

export const importEnded = failure("conflict", "import.ended", (status: string) => ({
  message: `This import is ${status}; start a new one for another try.`,
  details: { status },
}));

/** Fencing: a runner that lost its lease cannot book anything. */
export const leaseLost = failure(
  "conflict",
  "import.lease_lost",
  () => "This import was cancelled or is run by another process now.",
);

export const fileChanged = failure(
  "internal",
  "import.file_changed",
  () => "The file is not the one that this import began with. Nothing more was booked.",
);

export const unbalanced = failure(
  "internal",
  "import.unbalanced",
  (figures: string) => `The sums do not agree: ${figures}.`,
);
