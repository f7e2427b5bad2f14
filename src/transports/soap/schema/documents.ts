import { service } from "./described.ts";
import { wsdl } from "./wsdl.ts";

/** What clients are made of, by path from the root, and the order of fields that their messages keep. */
export const soapDocuments = (): (readonly [path: string, text: string])[] => [
  ["docs/crossdock.wsdl", wsdl(service, "http://localhost:3000/api/soap")],
  ["src/transports/soap/schema/v1.gen.json", `${JSON.stringify(service.order, null, 2)}\n`],
];
