import given from "../../../../proto/numbers.json" with { type: "json" };
import { services } from "../services.ts";
import { describe } from "./files.ts";

/** What is served, as protobuf. */
export const described = describe(services, given);
