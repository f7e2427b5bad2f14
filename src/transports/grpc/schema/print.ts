import {
  type Enumeration,
  type Field,
  type FieldType,
  type Message,
  PACKAGE,
  type ProtoFile,
  type Reserved,
} from "./model.ts";
import { lastOf, snake, valueName } from "./names.ts";

/** A file of the `.proto` that others make their clients of. */
export function printed({ imports, service, types }: ProtoFile): string {
  const head = ['syntax = "proto3";', "", `package ${PACKAGE};`];
  const imported = imports.length === 0 ? [] : ["", ...imports.map((path) => `import "${path}";`)];
  const blocks = [...(service === undefined ? [] : [serviceLines(service)]), ...types.map((type) => typeLines(type))];
  return `${[...head, ...imported, ...blocks.flatMap((block) => ["", ...block])].join("\n")}\n`;
}

type Service = NonNullable<ProtoFile["service"]>;

const comment = (text: string | undefined): string[] =>
  text === undefined ? [] : text.split("\n").map((line) => `// ${line}`);
const indented = (lines: readonly string[]): string[] => lines.map((line) => (line === "" ? "" : `  ${line}`));
const block = (head: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [`${head} {}`] : [`${head} {`, ...indented(lines), "}"];

function serviceLines({ name, comment: about, methods }: Service): string[] {
  const lines = methods.flatMap((method) => {
    const side = (streams: boolean, { name: type }: Message) => `(${streams ? "stream " : ""}${type})`;
    const { clientStreams, serverStreams, request, response, ignores } = method;
    const answers = `returns ${side(serverStreams, response)};`;
    const rules = ignores.map((rule) => `buf:lint:ignore ${rule}`);
    return [
      ...comment([method.comment, ...rules].join("\n")),
      `rpc ${method.name}${side(clientStreams, request)} ${answers}`,
    ];
  });
  return [...comment(about), ...block(`service ${name}`, lines)];
}

function typeLines(type: Message | Enumeration): string[] {
  const head = `${type.kind} ${lastOf(type.name)}`;
  return [...comment(type.comment), ...block(head, type.kind === "enum" ? valueLines(type) : fieldLines(type))];
}

function reservedLines({ names, numbers }: Reserved): string[] {
  if (names.length === 0) return [];
  return [`reserved ${numbers.join(", ")};`, `reserved ${names.map((name) => `"${name}"`).join(", ")};`];
}

const fieldLines = ({ fields, nested, reserved, choice }: Message): string[] => {
  const isChosen = ({ name }: Field) => choice?.fields.includes(name) === true;
  const chosen = fields.filter(isChosen).flatMap(fieldLine);
  return [
    ...nested.flatMap((type) => [...typeLines(type), ""]),
    ...reservedLines(reserved),
    ...fields.filter((field) => !isChosen(field)).flatMap(fieldLine),
    ...(choice === undefined ? [] : block(`oneof ${choice.name}`, chosen)),
  ];
};

function fieldLine({ name, number, type, label, comment: about }: Field): string[] {
  const words = { one: "", optional: "optional ", many: "repeated " };
  return [...comment(about), `${words[label]}${typeName(type)} ${snake(name)} = ${number};`];
}

const valueLines = ({ name, values, reserved }: Enumeration): string[] => [
  `${valueName(name, "unspecified")} = 0;`,
  ...reservedLines(reserved),
  ...values.map((value) => `${valueName(name, value.name)} = ${value.number};`),
];

function typeName(type: FieldType): string {
  if (type === "timestamp") return "google.protobuf.Timestamp";
  if (type === "value") return "google.protobuf.Value";
  return typeof type === "object" ? type.name : type;
}
