import type { Fault } from "#core/kernel/errors.ts";
import type { Outputs } from "#features/trpc/client.ts";

export type Target = Outputs["inbound"]["targets"]["data"][number];
export type TargetName = Target["operation"];
export type MappingPreview = Outputs["inbound"]["previewMapping"];

/** What a message is given to, and how it becomes what that takes. */
export type MappingDraft = { operation: TargetName | null; mapping: string };

/** What a run was given, and what was refused of it. */
export type LastRun = { mapped: unknown; faults: readonly Fault[] };

/** What a mapping is tried on. */
export type Sample = { messageId: string } | { body: string };
