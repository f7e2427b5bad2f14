import { z } from "zod";
import { query } from "../kernel/operation.ts";
import { presets } from "./presets/catalogue.ts";
import { templateOf } from "./presets/template.ts";
import { ImportPresetPage } from "./schemas.ts";

export const listPresets = query({
  name: "imports.presets",
  summary: "Lists the file formats that can be imported, with their columns and a template.",
  scope: "imports:read",
  audience: "public",
  input: z.strictObject({}),
  output: ImportPresetPage,
  failures: [],
  run: () => {
    const data = Object.values(presets).map((preset) => {
      const { name, title, encoding, createArticles, canPlace, columns } = preset;
      return { name, title, encoding, createArticles, canPlace, columns: [...columns], template: templateOf(preset) };
    });
    return Promise.resolve({ data, nextCursor: null });
  },
});
