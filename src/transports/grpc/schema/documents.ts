import { described } from "./described.ts";
import { printed } from "./print.ts";

/** What clients are made of, by path from the root: the files, and the numbers that their fields keep. */
export const protoDocuments = (): (readonly [path: string, text: string])[] => [
  ...described.files.map((file) => [`proto/${file.path}`, printed(file)] as const),
  ["proto/numbers.json", `${JSON.stringify(described.numbers, null, 2)}\n`],
];
