import { create, toBinary } from "@bufbuild/protobuf";
import {
  file_google_protobuf_struct,
  file_google_protobuf_timestamp,
  type FileDescriptorProto,
  FileDescriptorSetSchema,
} from "@bufbuild/protobuf/wkt";
import { described } from "./described.ts";
import { descriptorOf } from "./descriptors.ts";

/** What is served, as compilers of `.proto` hand it on. */
export const descriptors: readonly FileDescriptorProto[] = described.files.map(descriptorOf);
/** Files of others that ours import. */
export const wellKnown: readonly FileDescriptorProto[] = [
  file_google_protobuf_struct.proto,
  file_google_protobuf_timestamp.proto,
];

/** All of it in one file: what `buf breaking` compares with. */
export const protoImage = (): Uint8Array =>
  toBinary(FileDescriptorSetSchema, create(FileDescriptorSetSchema, { file: [...wellKnown, ...descriptors] }));
