/** The sides of a box, and the sides that each shorthand covers. */
const SIDES: Readonly<Record<string, readonly string[]>> = {
  "": ["", "x", "y", "t", "r", "b", "l"],
  x: ["x", "r", "l"],
  y: ["y", "t", "b"],
};
const sides = (property: string, which = ""): readonly string[] =>
  (SIDES[which] ?? [which]).map((side) => property + side);

const DISPLAY = /^(block|inline|inline-block|flex|inline-flex|grid|table|contents|hidden)$/;
const POSITION = /^(absolute|fixed|relative|sticky|static)$/;
const SIZE = /^text-(\d?xs|sm|base|lg|\d?xl|\[\d+px\])$/;
/** Utilities grouped by CSS property. */
const PLAIN =
  /^-?(items|justify-items|justify-self|justify|self|content|z|opacity|leading|tracking|cursor|whitespace|order|basis|shrink|grow|w|h|(?:min|max)-[wh]|grid-cols|grid-rows|col-span|shadow|pointer-events|align|rotate|list|select|fill|duration|origin|object|transition|translate-[xy]|underline-offset|outline-offset)(?:-|$)/;

/** Keywords of one property each. */
const WORDS: Readonly<Record<string, string>> = {
  underline: "decoration",
  "no-underline": "decoration",
  italic: "slant",
  "not-italic": "slant",
  visible: "visibility",
  invisible: "visibility",
  collapse: "visibility",
  "border-collapse": "borders",
  "border-separate": "borders",
  "break-all": "break",
  "break-words": "break",
  "break-normal": "break",
};

/** The property that a class sets, followed by those it overrides, as far as this code base needs them. */
export function propertiesOf(name: string): readonly string[] {
  const word = WORDS[name];
  if (word !== undefined) return [word];
  if (DISPLAY.test(name)) return ["display"];
  if (POSITION.test(name)) return ["position"];
  const box = /^-?([mp])([xytrbl]?)-/.exec(name) ?? /^-?(inset)(?:-([xy]))?-/.exec(name);
  if (box) return sides(box[1] ?? "", box[2]);
  const edge = /^-?(top|right|bottom|left)-/.exec(name)?.[1];
  if (edge !== undefined) return [`inset${edge.charAt(0)}`];
  if (name.startsWith("size-")) return ["size", "w", "h"];
  const gap = /^gap(?:-([xy]))?-/.exec(name);
  if (gap) return gap[1] === undefined ? ["gap", "gapx", "gapy"] : [`gap${gap[1]}`];
  return ofText(name) ?? ofBorder(name) ?? ofFlex(name) ?? plain(name);
}

function ofText(name: string): string[] | undefined {
  if (SIZE.test(name)) return ["font-size", "leading"];
  if (/^text-(left|center|right)$/.test(name)) return ["text-align"];
  if (name.startsWith("text-")) return ["color"];
  if (/^font-(normal|medium|semibold|bold)$/.test(name)) return ["weight"];
  if (/^font-(sans|mono)$/.test(name)) return ["family"];
  if (name.startsWith("line-clamp-")) return ["line-clamp", "display", "overflow"];
  return undefined;
}

function ofBorder(name: string): readonly string[] | undefined {
  const width = /^border(?:-([xytrbl]))?(?:-\d)?$/.exec(name);
  if (width) return sides("border", width[1]);
  if (/^border-(dashed|solid|none)$/.test(name)) return ["border-style"];
  if (name.startsWith("border-spacing")) return ["border-spacing"];
  if (name.startsWith("border-")) return ["border-color"];
  if (name.startsWith("rounded-t-")) return ["radius-t"];
  if (name.startsWith("rounded")) return ["radius", "radius-t"];
  if (name.startsWith("stroke-[")) return ["stroke-width"];
  if (name.startsWith("stroke-")) return ["stroke"];
  if (name.startsWith("bg-") && !name.startsWith("bg-linear")) return ["background"];
  return undefined;
}

function ofFlex(name: string): string[] | undefined {
  if (/^flex-(col|row)/.test(name)) return ["direction"];
  if (/^flex-(wrap|nowrap)$/.test(name)) return ["wrap"];
  if (/^flex-(1|none|auto)$/.test(name)) return ["flex", "basis", "shrink", "grow"];
  const overflow = /^overflow(?:-([xy]))?-/.exec(name);
  if (overflow) return overflow[1] === undefined ? ["overflow", "overflowx", "overflowy"] : [`overflow${overflow[1]}`];
  return undefined;
}

const plain = (name: string): string[] => [PLAIN.exec(name)?.[1] ?? name];
