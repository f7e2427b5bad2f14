import { fromBinary } from "@bufbuild/protobuf";
import { type FileDescriptorProto, FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import type { Server } from "@grpc/grpc-js";
import { HealthImplementation, service } from "grpc-health-check";

export const HEALTH = "grpc.health.v1.Health";

/** `grpc.health.v1`: the whole server under the empty name, and each service under its own. */
export class Health {
  readonly #names: readonly string[];
  readonly #health = new HealthImplementation();
  #ready: boolean | undefined;

  constructor(server: Server, services: readonly string[]) {
    this.#names = ["", ...services];
    this.#health.addToServer(server);
    this.set(false);
  }

  set(ready: boolean): void {
    if (this.#ready === ready) return;
    this.#ready = ready;
    for (const name of this.#names) this.#health.setStatus(name, ready ? "SERVING" : "NOT_SERVING");
  }
}

export function healthFile(): FileDescriptorProto {
  const { Check } = service;
  const [file] =
    Check === undefined || !("requestType" in Check) ? [] : (Check.requestType?.fileDescriptorProtos ?? []);
  if (file === undefined) throw new Error("grpc-health-check does not say what it serves");
  return fromBinary(FileDescriptorProtoSchema, file);
}
