import type { Outputs } from "#features/trpc/client.ts";

export type Target = Outputs["inbound"]["targets"]["data"][number];
export type TargetName = Target["operation"];
export type MappingPreview = Outputs["inbound"]["previewMapping"];

/** What a message is given to, and how it becomes what that takes. */
export type MappingDraft = { operation: TargetName | null; mapping: string };

/** What a mapping is tried on. */
export type Sample = { messageId: string } | { body: string };
