import type { Fault } from "#core/kernel/errors.ts";
import type { Outputs } from "#features/trpc/client.ts";

export type Target = Outputs["inbound"]["targets"]["data"][number];
export type TargetName = Target["operation"];
export type MappingPreview = Outputs["inbound"]["previewMapping"];

/** A mapping: its target operation and its expression. */
export type MappingDraft = { operation: TargetName | null; mapping: string };

/** The input of a run and its validation errors. */
export type LastRun = { mapped: unknown; faults: readonly Fault[] };

/** The sample that a mapping is tested with. */
export type Sample = { messageId: string } | { body: string };
