import { xmlText } from "#core/kernel/xml-parts.ts";
import type { Service } from "./described.ts";
import { type Described, NAMESPACE } from "./model.ts";
import { block, schemaLines } from "./xsd.ts";

/** What a client names an operation by beside the body: `SOAPAction`, or the parameter `action` in SOAP 1.2. */
export const actionOf = (operation: string): string => `${NAMESPACE}:${operation}`;

interface Binding {
  /** Of the binding and its port. */
  readonly name: string;
  readonly prefix: "soap" | "soap12";
}

/** Some clients take the first port: the one that all of them know. */
const BINDINGS: readonly Binding[] = [
  { name: "CrossdockSoap11", prefix: "soap" },
  { name: "CrossdockSoap12", prefix: "soap12" },
];

/** The service at an address, as WSDL 1.1: document/literal, one part per message. */
export function wsdl(service: Service, address: string): string {
  const { operations } = service;
  const lines = block(
    [
      'wsdl:definitions name="Crossdock"',
      `targetNamespace="${NAMESPACE}"`,
      `xmlns:tns="${NAMESPACE}"`,
      'xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/"',
      'xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"',
      'xmlns:soap12="http://schemas.xmlsoap.org/wsdl/soap12/"',
    ].join(" "),
    [
      ...block("wsdl:types", schemaLines(service)),
      ...operations.flatMap(({ name }) => [...message(`${name}Request`), ...message(`${name}Response`)]),
      ...message("CrossdockFault"),
      ...block('wsdl:portType name="Crossdock"', operations.flatMap(portOperation)),
      ...BINDINGS.flatMap((binding) => bindingLines(binding, operations)),
      ...block(
        'wsdl:service name="Crossdock"',
        BINDINGS.flatMap(({ name, prefix }) =>
          block(`wsdl:port name="${name}" binding="tns:${name}"`, [
            `<${prefix}:address location="${xmlText(address)}"/>`,
          ]),
        ),
      ),
    ],
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${lines.join("\n")}\n`;
}

const message = (name: string): string[] =>
  block(`wsdl:message name="${name}"`, [`<wsdl:part name="parameters" element="tns:${name}"/>`]);

const portOperation = ({ name, documentation }: Described): string[] =>
  block(`wsdl:operation name="${name}"`, [
    `<wsdl:documentation>${xmlText(documentation)}</wsdl:documentation>`,
    `<wsdl:input message="tns:${name}Request"/>`,
    `<wsdl:output message="tns:${name}Response"/>`,
    '<wsdl:fault name="CrossdockFault" message="tns:CrossdockFault"/>',
  ]);

function bindingLines({ name, prefix }: Binding, operations: readonly Described[]): string[] {
  const body = [`<${prefix}:body use="literal"/>`];
  const bound = (operation: Described) =>
    block(`wsdl:operation name="${operation.name}"`, [
      `<${prefix}:operation soapAction="${actionOf(operation.name)}" style="document"/>`,
      ...block("wsdl:input", body),
      ...block("wsdl:output", body),
      ...block('wsdl:fault name="CrossdockFault"', [`<${prefix}:fault name="CrossdockFault" use="literal"/>`]),
    ]);
  return block(`wsdl:binding name="${name}" type="tns:Crossdock"`, [
    `<${prefix}:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>`,
    ...operations.flatMap(bound),
  ]);
}
