export type SourceFile = { path: string; text: string };
export type Finding = { path: string; line: number; message: string };
export type Rule = (files: readonly SourceFile[]) => Finding[];

export function lineOf(text: string, index: number): number {
  return text.slice(0, index).split("\n").length;
}

/** One finding for every match of `pattern` (with the g flag) in the files that `applies` selects. */
export function eachMatch(
  files: readonly SourceFile[],
  rule: { applies: (path: string) => boolean; pattern: RegExp; message: string },
): Finding[] {
  return files
    .filter((file) => rule.applies(file.path))
    .flatMap(({ path, text }) =>
      [...text.matchAll(rule.pattern)].map((match) => ({
        path,
        line: lineOf(text, match.index),
        message: rule.message,
      })),
    );
}
