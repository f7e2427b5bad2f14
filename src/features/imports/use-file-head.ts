"use client";
import { useState } from "react";
import type { ImportPreset } from "#features/imports/import-params.ts";
import { type FileHead, presetOf, readHead } from "#features/imports/read-head.ts";

type Chosen = {
  file: File | null;
  preset: ImportPreset | null;
  /** Null: it cannot be parsed. */
  head: FileHead | null;
  recognised: boolean;
};

const nothing: Chosen = { file: null, preset: null, head: null, recognised: false };

/** The dropped file, its detected preset, and its first rows parsed with it. */
export function useFileHead(presets: readonly ImportPreset[]) {
  const [chosen, setChosen] = useState(nothing);

  const takeFile = async (file: File | null) => {
    if (!file) return setChosen(nothing);
    setChosen({ ...nothing, file });
    // Column names are ASCII, so they can be detected with any encoding.
    const first = await readHead(file, "latin1");
    const known = presetOf(first?.header ?? [], presets);
    const preset = known ?? presets[0] ?? null;
    const head = preset && first ? await readHead(file, preset.encoding) : first;
    setChosen({ file, preset, head, recognised: known !== null });
  };
  const takePreset = async (name: string) => {
    const preset = presets.find((one) => one.name === name) ?? null;
    if (!preset || !chosen.file) return setChosen({ ...chosen, preset });
    setChosen({ ...chosen, preset, head: await readHead(chosen.file, preset.encoding) });
  };
  return {
    ...chosen,
    takeFile: (file: File | null) => void takeFile(file),
    takePreset: (name: string) => void takePreset(name),
  };
}
