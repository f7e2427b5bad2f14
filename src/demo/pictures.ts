import { categories, type Motif } from "./articles.ts";

interface Palette {
  readonly ground: string;
  readonly body: string;
  readonly shade: string;
  readonly accent: string;
}

const palettes: readonly Palette[] = [
  { ground: "#e6eef2", body: "#3f6f86", shade: "#2f5568", accent: "#f2c9a1" },
  { ground: "#f3ece1", body: "#c98f5d", shade: "#a8713f", accent: "#5f7a61" },
  { ground: "#e8efe6", body: "#5f7a61", shade: "#48604a", accent: "#e2b86b" },
  { ground: "#f4e8e6", body: "#b5655a", shade: "#944c43", accent: "#f6d9c6" },
  { ground: "#ebe9f2", body: "#6b6590", shade: "#514c70", accent: "#e7c8a0" },
];

type Draw = (palette: Palette) => string;

/** Flat drawings on a canvas of 400 by 400; the ground is a soft square, the shadow one ellipse. */
const drawings: Record<Motif, Draw> = {
  mug: ({ body, shade, accent }) => `
    <path d="M262 168h26a42 42 0 0 1 0 84h-26" fill="none" stroke="${shade}" stroke-width="18"/>
    <path d="M120 130h150v120a50 50 0 0 1-50 50h-50a50 50 0 0 1-50-50z" fill="${body}"/>
    <ellipse cx="195" cy="130" rx="75" ry="16" fill="${shade}"/>
    <path d="M120 205q38 22 75 0t75 0v26q-38 22-75 0t-75 0z" fill="${accent}"/>`,
  plate: ({ body, shade, accent }) => `
    <circle cx="200" cy="200" r="118" fill="${shade}"/>
    <circle cx="200" cy="200" r="110" fill="${body}"/>
    <circle cx="200" cy="200" r="74" fill="none" stroke="${accent}" stroke-width="6"/>
    <circle cx="165" cy="150" r="4" fill="${accent}"/><circle cx="238" cy="172" r="3" fill="${accent}"/><circle cx="190" cy="248" r="3" fill="${accent}"/>`,
  candle: ({ body, shade, accent }) => `
    <path d="M200 62q26 34 0 62q-26-28 0-62z" fill="${accent}"/>
    <path d="M198 122h4v24h-4z" fill="${shade}"/>
    <rect x="150" y="144" width="100" height="160" rx="10" fill="${body}"/>
    <path d="M150 156q25 26 50 4t50 0v-6a10 10 0 0 0-10-10h-80a10 10 0 0 0-10 10z" fill="${shade}"/>`,
  cushion: ({ body, shade, accent }) => `
    <path d="M96 112q104 26 208 0q-24 88 0 178q-104-24-208 0q24-90 0-178z" fill="${body}"/>
    <path d="M128 136l144 132M272 136L128 268" stroke="${shade}" stroke-width="6"/>
    <circle cx="200" cy="202" r="11" fill="${accent}"/>`,
  print: ({ body, shade, accent }) => `
    <rect x="106" y="72" width="188" height="248" fill="#fff" stroke="${shade}" stroke-width="10"/>
    <rect x="130" y="96" width="140" height="200" fill="${accent}"/>
    <circle cx="226" cy="150" r="22" fill="#fff"/>
    <path d="M130 240l46-62 34 40 24-26 36 48v56H130z" fill="${body}"/>
    <path d="M130 262q35-18 70 0t70 0v34H130z" fill="${shade}"/>`,
  cloth: ({ body, shade, accent }) => `
    <path d="M120 96h160v180l-20 20-20-20-20 20-20-20-20 20-20-20-20 20-20-20z" fill="${body}"/>
    <path d="M120 136h160v14H120zM120 166h160v8H120z" fill="${accent}"/>
    <path d="M200 96h80v180l-20 20-20-20-20 20-20-20z" fill="${shade}" opacity=".35"/>`,
  toy: ({ body, shade, accent }) => `
    <path d="M196 84v150h-12V84z" fill="${shade}"/>
    <path d="M202 92l82 132h-82z" fill="${accent}"/>
    <path d="M178 120v104h-62z" fill="${body}" opacity=".8"/>
    <path d="M92 242h216l-34 56H126z" fill="${body}"/>
    <path d="M92 242h216l-8 14H100z" fill="${shade}"/>`,
  plant: ({ body, shade, accent }) => `
    <path d="M200 220q-70-20-62-104q70 14 62 104z" fill="#5f7a61"/>
    <path d="M200 220q70-20 62-104q-70 14-62 104z" fill="#748f70"/>
    <path d="M200 214q-24-60 0-130q24 70 0 130z" fill="#48604a"/>
    <path d="M134 212h132l-16 96H150z" fill="${body}"/>
    <path d="M128 204h144v26H128z" fill="${shade}"/><path d="M150 262h100" stroke="${accent}" stroke-width="6"/>`,
  notebook: ({ body, shade, accent }) => `
    <rect x="120" y="80" width="166" height="232" rx="10" fill="${body}"/>
    <path d="M130 80h18v232h-18a10 10 0 0 1-10-10V90a10 10 0 0 1 10-10z" fill="${shade}"/>
    <rect x="176" y="126" width="82" height="46" rx="4" fill="#fff" opacity=".9"/>
    <path d="M190 143h54M190 156h34" stroke="${shade}" stroke-width="5"/>
    <path d="M246 80h14v232h-14z" fill="${accent}"/>`,
  soap: ({ body, shade, accent }) => `
    <rect x="104" y="176" width="192" height="110" rx="34" fill="${body}"/>
    <rect x="104" y="230" width="192" height="56" rx="28" fill="${shade}"/>
    <path d="M150 214h100" stroke="${accent}" stroke-width="10" stroke-linecap="round"/>
    <circle cx="150" cy="136" r="22" fill="#fff" opacity=".85"/><circle cx="204" cy="112" r="14" fill="#fff" opacity=".7"/><circle cx="246" cy="142" r="18" fill="#fff" opacity=".8"/>`,
  lamp: ({ body, shade, accent }) => `
    <path d="M112 190l44-106h88l44 106z" fill="${body}"/>
    <path d="M112 190h176l-6 14H118z" fill="${shade}"/>
    <path d="M140 204h120l34 88H106z" fill="${accent}" opacity=".45"/>
    <path d="M194 204h12v92h-12z" fill="${shade}"/><rect x="150" y="292" width="100" height="16" rx="8" fill="${shade}"/>`,
  basket: ({ body, shade, accent }) => `
    <path d="M136 170a64 84 0 0 1 128 0" fill="none" stroke="${shade}" stroke-width="14"/>
    <path d="M96 166h208l-26 134H122z" fill="${body}"/>
    <path d="M106 206h188M114 244h172M122 280h156" stroke="${shade}" stroke-width="8"/>
    <path d="M160 166l10 134M200 166v134M240 166l-10 134" stroke="${accent}" stroke-width="6"/>`,
};

const drawn = (palette: Palette, motif: Motif) => drawings[motif](palette).replace(/\n\s*/g, "");

/** The picture of one product: its family's motif in one of five palettes. */
export function pictureOf(motif: Motif, index: number): string {
  const palette = palettes[index % palettes.length];
  if (palette === undefined) throw new Error("There is no palette");
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400">`,
    `<rect width="400" height="400" fill="${palette.ground}"/>`,
    `<ellipse cx="200" cy="318" rx="112" ry="12" fill="${palette.shade}" opacity=".18"/>`,
    `${drawn(palette, motif)}</svg>\n`,
  ].join("");
}

/** Every picture with its file name; the products name them as `/demo/…`. */
export const pictures = (): Map<string, string> =>
  new Map(
    categories.flatMap(({ code, motif, items }) =>
      items.map((_, index) => [pictureName(code, index), pictureOf(motif, index)] as const),
    ),
  );

export const pictureName = (code: string, index: number): string =>
  `${code.toLowerCase()}-${String(index + 1).padStart(2, "0")}.svg`;
