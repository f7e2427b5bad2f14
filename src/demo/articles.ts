/** One family of articles: its SKU prefix, customs code and drawing. */
export interface Category {
  readonly code: string;
  readonly motif: Motif;
  readonly hsCode: string;
  readonly items: readonly Item[];
}

export const motifs = [
  "mug",
  "plate",
  "candle",
  "cushion",
  "print",
  "cloth",
  "toy",
  "plant",
  "notebook",
  "soap",
  "lamp",
  "basket",
] as const;
export type Motif = (typeof motifs)[number];

/** Title, price in pence, weight in grams, one sentence, and the names of its variants. */
export type Item = readonly [
  title: string,
  pence: number,
  grams: number,
  description: string,
  variants?: readonly string[],
];

export const categories: readonly Category[] = [
  {
    code: "MUG",
    motif: "mug",
    hsCode: "6912.00",
    items: [
      ["Stoneware mug", 1450, 380, "Thrown in Devon, glazed inside and out.", ["Sea", "Sand", "Moss"]],
      ["Espresso cup, set of two", 1800, 260, "Small cups that keep their heat.", ["Chalk", "Slate"]],
      ["Enamel camping mug", 1150, 190, "Steel under enamel; chips with honour.", ["White", "Navy"]],
      ["Breakfast bowl cup", 1650, 420, "Wide enough for both hands."],
      ["Milk jug", 2200, 540, "Pours without a drip."],
    ],
  },
  {
    code: "PLT",
    motif: "plate",
    hsCode: "6911.10",
    items: [
      ["Dinner plate", 1900, 820, "Twenty-seven centimetres of speckled stoneware.", ["Oat", "Ink"]],
      ["Side plate", 1300, 460, "For toast, and for what is left of it.", ["Oat", "Ink"]],
      ["Serving bowl", 3400, 1450, "Feeds six, or one on a Sunday."],
      ["Olive dish", 950, 180, "Narrow and deep, with a place for the stones."],
      ["Cake stand", 4200, 1900, "Turned ash on a foot of iron."],
    ],
  },
  {
    code: "CND",
    motif: "candle",
    hsCode: "3406.00",
    items: [
      ["Beeswax pillar candle", 1600, 420, "Burns for forty hours.", ["Small", "Tall"]],
      ["Sea salt and sage candle", 2400, 380, "Soy wax in a tumbler that stays."],
      ["Taper candles, pair", 850, 160, "Dipped by hand.", ["Ivory", "Rust", "Forest"]],
      ["Tealights, box of twelve", 700, 220, "Clean wax, tin cups."],
      ["Brass candle holder", 2900, 310, "Solid brass, left to go dark."],
    ],
  },
  {
    code: "CSH",
    motif: "cushion",
    hsCode: "9404.90",
    items: [
      ["Linen cushion", 3800, 640, "Stonewashed linen, feather inside.", ["Flax", "Clay", "Harbour"]],
      ["Wool throw", 8900, 1350, "Woven in the Borders from lambswool.", ["Herringbone", "Check"]],
      ["Bench pad", 4600, 900, "For the seat by the window."],
      ["Floor cushion", 7400, 2600, "Recycled fill, cotton canvas."],
      ["Draught excluder", 2600, 1100, "Keeps February outside."],
    ],
  },
  {
    code: "PRT",
    motif: "print",
    hsCode: "4911.91",
    items: [
      ["Harbour at dawn, print", 2800, 210, "Risograph in three inks, A3."],
      ["Pine ridge, print", 2800, 210, "Risograph in two inks, A3."],
      ["Tide table poster", 2200, 180, "This year's tides, to the minute."],
      ["Seabirds card set", 1200, 140, "Eight cards, eight birds, recycled envelopes."],
      ["Oak picture frame", 3200, 760, "Solid oak, real glass.", ["A4", "A3"]],
    ],
  },
  {
    code: "LIN",
    motif: "cloth",
    hsCode: "6302.91",
    items: [
      ["Tea towel", 950, 120, "Half linen, half cotton, all absorbent.", ["Gull stripe", "Plain"]],
      ["Table runner", 3600, 340, "Two metres of heavy linen."],
      ["Napkins, set of four", 2800, 260, "They get better with every wash.", ["Flax", "Moss"]],
      ["Oven glove", 1700, 230, "Thick where it matters."],
      ["Baker's apron", 3400, 410, "Cross-back, two pockets."],
    ],
  },
  {
    code: "TOY",
    motif: "toy",
    hsCode: "9503.00",
    items: [
      ["Wooden sailing boat", 2600, 480, "Floats, and comes about."],
      ["Stacking pines", 1950, 390, "Seven rings, one trunk, beech."],
      ["Pull-along whale", 2400, 520, "Its tail goes up and down."],
      ["Marble run, starter", 4900, 1700, "Forty pieces and no instructions."],
    ],
  },
  {
    code: "GRD",
    motif: "plant",
    hsCode: "6914.90",
    items: [
      ["Terracotta pot", 1400, 1200, "Frostproof, with its saucer.", ["Small", "Large"]],
      ["Copper watering can", 5400, 980, "One and a half litres, long spout."],
      ["Herb seed tin", 1250, 150, "Six herbs that forgive beginners."],
      ["Garden twine", 650, 190, "Jute, in a dispenser."],
      ["Bird feeder", 2100, 640, "Squirrels have given up on it."],
    ],
  },
  {
    code: "PAP",
    motif: "notebook",
    hsCode: "4820.10",
    items: [
      ["Cloth-bound notebook", 1600, 320, "Opens flat; paper that takes ink.", ["Harbour", "Pine"]],
      ["Weekly planner", 1900, 360, "Begins on a Monday, whenever you do."],
      ["Brass pencil", 2300, 60, "Takes ordinary leads."],
      ["Letter set", 1450, 240, "Twenty sheets, twenty envelopes."],
      ["Desk calendar", 1350, 280, "A view of the sea for every month."],
    ],
  },
  {
    code: "BTH",
    motif: "soap",
    hsCode: "3401.11",
    items: [
      ["Oat and honey soap", 750, 130, "Cold pressed, cut by hand."],
      ["Seaweed bath salts", 1500, 620, "A kilogram of the Atlantic."],
      ["Cotton bath towel", 3200, 680, "Waffle weave, dries by noon.", ["Chalk", "Slate"]],
      ["Natural sponge", 1100, 40, "Grown, not made."],
      ["Nail brush", 900, 90, "Oiled beech, two sides."],
    ],
  },
  {
    code: "LMP",
    motif: "lamp",
    hsCode: "9405.21",
    items: [
      ["Harbour table lamp", 9800, 2400, "Enamel shade, fabric flex."],
      ["Reading light", 6900, 1500, "Turns to where the book is."],
      ["Storm lantern", 3900, 1300, "For evenings that go on.", ["Red", "Green"]],
      ["String lights", 2400, 380, "Five metres, warm."],
    ],
  },
  {
    code: "BSK",
    motif: "basket",
    hsCode: "4602.19",
    items: [
      ["Willow log basket", 7200, 2900, "Woven in Somerset."],
      ["Market basket", 4400, 900, "Leather handles, flat bottom."],
      ["Seagrass storage basket", 2900, 750, "Holds what has no place.", ["Medium", "Large"]],
      ["Bread basket", 2300, 420, "With a linen lining."],
      ["Picnic hamper", 11_500, 4200, "Plates for four, room for a bottle."],
      ["Key tray", 1250, 160, "By the door, where keys belong."],
      ["Laundry basket", 6400, 2200, "Rattan, lined in cotton."],
    ],
  },
];
