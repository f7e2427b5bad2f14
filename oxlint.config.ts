import { readdirSync } from "node:fs";
import { defineConfig, type OxlintOverride } from "oxlint";

/** What each folder of src may not import, from the inside out. `ui` and `screens` are groups, below. */
const ZONES: Record<string, readonly string[]> = {
  config: ["demo", "db", "core", "integrations", "auth", "workers", "transports", "server", "ui", "testing"],
  db: ["demo", "core", "integrations", "auth", "workers", "transports", "server", "ui", "testing"],
  core: ["demo", "config", "integrations", "auth", "workers", "transports", "server", "ui", "testing"],
  integrations: ["demo", "config", "auth", "workers", "transports", "server", "ui", "testing"],
  auth: ["demo", "config", "integrations", "workers", "transports", "server", "ui", "testing"],
  workers: ["demo", "config", "transports", "server", "ui", "testing"],
  transports: ["demo", "config", "workers", "server", "ui", "testing"],
  demo: ["config", "integrations", "auth", "workers", "transports", "server", "ui", "testing"],
  server: ["ui", "testing"],
  testing: ["ui"],
  // Attacks over every transport; there is nothing in it to import.
  security: ["ui"],
  app: ["testing"],
  features: [
    "demo",
    "config",
    "db",
    "core",
    "integrations",
    "auth",
    "workers",
    "transports",
    "server",
    "app",
    "testing",
  ],
  components: [
    "demo",
    "config",
    "db",
    "core",
    "integrations",
    "auth",
    "workers",
    "transports",
    "server",
    "screens",
    "testing",
  ],
};

type Pattern = {
  message: string;
  group?: string[];
  regex?: string;
  importNames?: string[];
  allowTypeImports?: boolean;
};

const GROUPS: Record<string, string> = { ui: "app|features|components", screens: "app|features" };
const FOLDERS = [...Object.keys(ZONES), "messages"].join("|");
const BROWSER_ZONES = new Set(["app", "features", "components"]);

/** A relative path never leaves its folder of src, so the `#` patterns below see every crossing. */
const relative: Pattern = {
  regex: `^(\\.\\.?/)+(src/)?(${FOLDERS})/`,
  message: "Write an import from another folder of src as #folder/file.ts.",
};

const frameworks: Pattern = {
  regex: "^(next|next-auth|next-intl|react|react-dom|server-only|client-only)(/|$)",
  message: "This folder runs in plain Node: Next and React stay in app, features and components.",
};

const stores: Pattern = {
  regex: "^#(core/.*store\\.ts|core/.*/store/|db/schema/)",
  message: "Tables and stores belong to the core: call an operation.",
  allowTypeImports: true,
};

/** Limits, deadlines, caps and records are the same for every transport because none of them runs an operation itself. */
const gateway: Pattern = {
  group: ["#core/runtime/execute.ts"],
  importNames: ["execute", "follow", "lookThrough", "lookUp"],
  message:
    "A transport runs operations through the gateway: caller.call, caller.lookUp, caller.follow (src/transports/gateway).",
};

const rules: Pattern[] = [
  relative,
  frameworks,
  {
    group: [
      "#*/**",
      "./**",
      "../**",
      "!#core/kernel/**",
      "!../kernel/**",
      "!../*/rules.ts",
      "!./rules.ts",
      "!./line-rules.ts",
      "!../order/sums.ts",
      "!./errors.ts",
    ],
    message:
      "Rules and engines are pure and run in the browser: only the kernel, other rules and errors, and any type.",
    allowTypeImports: true,
  },
];

/** Rooms that every feature may use: frames and what stands in all of them. */
const SHARED_ROOMS = ["list", "shell", "trpc", "conflict", "mapping", "integrations", "settings"];

/** Whose screens show a part of another feature's, and which part that is. */
const SHOWN_IN: Readonly<Record<string, readonly string[]>> = {
  deliveries: ["webhooks"], // which events are replayed is chosen as it is for an endpoint
  webhooks: ["deliveries"], // an endpoint shows its latest deliveries
  settings: ["auth"], // a second factor is added as at sign-in
  inbox: ["sources"], // a message is mended by mending the mapping of its source
  sources: ["inbox"], // a source shows its latest messages
  products: ["stock"], // an article shows its levels
  home: ["products"], // the best sellers, with their pictures
  search: ["products"], // hits, with their pictures
  reconciliation: ["orders", "sources"], // differences are told in the words of orders; a code is made as for a source
};

const features = readdirSync("src/features");

/** A feature knows nothing of its siblings: what two of them need is a pattern, or part of the frame. */
function siblings(feature: string): Pattern {
  const seen = [feature, ...SHARED_ROOMS, ...(SHOWN_IN[feature] ?? [])];
  const others = features.filter((name) => !seen.includes(name)).join("|");
  const message = `${feature} does not import other features: share through components/patterns or features/list.`;
  return { regex: `^(#features|\\.\\.)/(${others})/`, message };
}

const functionLines = (max: number): ["error", object] => ["error", { max, skipBlankLines: true, skipComments: true }];

function forbid(zone: string, target: string): Pattern {
  const message = `${zone} does not import ${target}: imports run one way (docs/architecture.md).`;
  if (target === "config")
    return { regex: "^#config/", message: "Configuration is passed in.", allowTypeImports: true };
  if (target === "core") return coreFrom(zone, message);
  const regex = `^#(${GROUPS[target] ?? target})(/|\\.|$)`;
  return { regex, message, allowTypeImports: BROWSER_ZONES.has(zone) && target !== "testing" };
}

/** db sees the kernel; the browser sees the kernel, the schemas, the rules and, erased at build, any type. */
function coreFrom(zone: string, message: string): Pattern {
  if (zone === "features") {
    const seen = ["!#core/kernel/**", "!#core/*/schemas.ts", "!#core/*/*-schemas.ts", "!#core/*/rules.ts"];
    return { group: ["#core/**", ...seen], message, allowTypeImports: true };
  }
  if (zone === "components") return { group: ["#core/**", "!#core/kernel/**"], message, allowTypeImports: true };
  return { group: ["#core/**", "!#core/kernel/**"], message };
}

function restrict(files: string, patterns: Pattern[]): OxlintOverride {
  return { files: [files], rules: { "no-restricted-imports": ["error", { patterns }] } };
}

function zoneOverrides([zone, targets]: [string, readonly string[]]): OxlintOverride[] {
  const own = [relative];
  if (BROWSER_ZONES.has(zone)) own.push(stores);
  else if (zone !== "server" && zone !== "testing") own.push(frameworks);
  if (zone === "transports") own.push(stores);
  const patterns = (allowed: readonly string[]) => [
    ...own,
    ...targets.filter((target) => !allowed.includes(target)).map((target) => forbid(zone, target)),
  ];
  if (zone === "features") {
    return features.flatMap((feature) => [
      restrict(`src/features/${feature}/**`, [...patterns([]), siblings(feature)]),
      restrict(`src/features/${feature}/**/*.test.{ts,tsx}`, [...patterns(["testing", "config"]), siblings(feature)]),
    ]);
  }
  const inside = zone === "transports" || zone === "app" ? [gateway] : [];
  return [
    restrict(`src/${zone}/**`, [...patterns([]), ...inside]),
    restrict(`src/${zone}/**/*.test.{ts,tsx}`, patterns(["testing", "config"])),
    ...(zone === "transports" ? [restrict("src/transports/gateway/caller.ts", patterns([]))] : []),
  ];
}

const kernel: Pattern[] = [
  frameworks,
  { group: ["#*/**", "!#core/kernel/**"], message: "The kernel imports nothing but the kernel." },
  { regex: "^\\.\\./", message: "The kernel imports nothing but the kernel." },
];
const schemas: Pattern[] = [
  relative,
  frameworks,
  {
    group: [
      "#*/**",
      "./**",
      "../**",
      "!#core/kernel/**",
      "!#core/*/schemas.ts",
      "!#core/*/*-schemas.ts",
      "!../kernel/**",
      "!../*/schemas.ts",
      "!../*/*-schemas.ts",
      "!./schemas.ts",
      "!./*-schemas.ts",
    ],
    message: "Schemas run in the browser: only zod, the kernel and other schemas.",
  },
];

export default defineConfig({
  plugins: ["typescript", "unicorn", "oxc", "import", "node", "react", "jsx-a11y", "nextjs", "vitest"],
  categories: { correctness: "error", suspicious: "error" },
  options: { typeAware: true, reportUnusedDisableDirectives: "error" },
  ignorePatterns: [
    "drizzle/**",
    "public/**",
    "**/*.gen.*",
    "next-env.d.ts",
    "docs/samples/**",
    "api-tools/**",
    ".next*/**",
    ".data*/**",
  ],
  rules: {
    "max-lines": ["error", { max: 300 }],
    "max-lines-per-function": functionLines(60),
    "max-depth": ["error", { max: 3 }],
    "max-params": ["error", { max: 3 }],
    "no-console": "error",
    "node/no-process-env": ["error", { allowedVariables: ["NODE_ENV"] }],
    "import/no-cycle": ["error", { ignoreTypes: false }],
    "no-restricted-imports": ["error", { patterns: [relative] }],
    "typescript/no-explicit-any": "error",
    "typescript/no-non-null-assertion": "error",
    "typescript/consistent-type-imports": "error",
    "typescript/no-floating-promises": "error",
    "typescript/no-misused-promises": "error",
    "typescript/only-throw-error": "error",
    "typescript/switch-exhaustiveness-check": "error",
    "typescript/ban-ts-comment": "error",
    "react/rules-of-hooks": "error",
    "react/exhaustive-deps": "error",
    "react/no-unstable-nested-components": ["error", { allowAsProps: true }],
    "react/react-in-jsx-scope": "off",
    "react/style-prop-object": ["error", { allow: ["DateTime"] }],
    // A combobox is not a datalist, and where focus goes is a matter of the page: axe and the keyboard tests judge.
    "jsx-a11y/prefer-tag-over-role": "off",
    "jsx-a11y/no-noninteractive-element-to-interactive-role": "off",
    "jsx-a11y/control-has-associated-label": "off",
    "jsx-a11y/no-autofocus": "off",
    "typescript/consistent-return": "off",
    "import/no-unassigned-import": "off",
    "unicorn/consistent-function-scoping": "off",
    "no-warning-comments": ["error", { terms: ["todo", "fixme", "xxx", "hack"], location: "start" }],
    "vitest/no-restricted-vi-methods": [
      "error",
      { mock: "Tests use the real thing.", doMock: "Tests use the real thing.", hoisted: "Tests use the real thing." },
    ],
  },
  overrides: [
    { files: ["**/*.tsx"], rules: { "max-lines-per-function": functionLines(120) } },
    {
      files: ["**/*.{test,spec}.{ts,tsx}"],
      rules: { "max-lines-per-function": functionLines(250), "typescript/no-unsafe-type-assertion": "off" },
    },
    {
      files: ["src/config/**", "src/testing/**", "bench/**", "e2e/**", "*.config.{ts,mjs}", "**/*.test.{ts,tsx}"],
      rules: { "node/no-process-env": "off" },
    },
    { files: ["e2e/**"], rules: { "react/rules-of-hooks": "off" } },
    // Proofs that two brokers share: what they expect stands in functions of its own.
    { files: ["src/testing/proofs/queues/**"], rules: { "vitest/expect-expect": "off" } },
    { files: ["src/core/runtime/execute.ts"], rules: { "max-params": ["error", { max: 5 }] } },
    { files: ["src/messages/**"], rules: { "unicorn/no-thenable": "off" } },
    ...Object.entries(ZONES).flatMap(zoneOverrides),
    restrict("src/core/kernel/**", kernel),
    restrict("src/core/kernel/**/*.test.ts", [relative, frameworks]),
    restrict("src/core/*/{schemas,*-schemas}.ts", schemas),
    restrict("src/core/*/{rules,line-rules,sums,engine}.ts", rules),
  ],
});
