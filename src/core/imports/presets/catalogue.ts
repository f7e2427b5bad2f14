import type { ImportPreset } from "../schemas.ts";
import { crossdock } from "./crossdock.ts";
import { onlineRetail } from "./online-retail.ts";
import type { Preset } from "./preset.ts";

/** A new name in `importPresets` does not compile until its preset is added here. */
export const presets: Readonly<Record<ImportPreset, Preset>> = { crossdock, "online-retail": onlineRetail };
