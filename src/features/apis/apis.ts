import { Braces, Cable, Code, FileCode, type LucideIcon, Radio, Rows3, SquareTerminal } from "lucide-react";

/** Transports with a page: their path segment, and the transport whose calls the page lists. */
export const apis = [
  { id: "rest", transport: "rest", icon: Braces, document: "/docs" },
  { id: "graphql", transport: "graphql", icon: Code, session: true, document: "/docs/graphql" },
  { id: "grpc", transport: "grpc", icon: Cable },
  { id: "soap", transport: "soap", icon: FileCode, document: "/api/soap?wsdl" },
  { id: "trpc", transport: "trpc", icon: SquareTerminal, session: true, document: "/client.tgz" },
  { id: "sse", transport: "sse", icon: Radio, session: true, document: "/docs/events" },
  { id: "kafka", transport: "kafka", icon: Rows3 },
  { id: "redis", transport: "redis", icon: Rows3 },
] as const satisfies readonly {
  id: string;
  transport: string;
  icon: LucideIcon;
  /** Takes the sign-in of our own pages, besides API keys. */
  session?: true;
  /** What a program's author reads or loads first, served by this hub. */
  document?: string;
}[];

export type ApiId = (typeof apis)[number]["id"];
export type Api = (typeof apis)[number];

export const apiNamed = (id: string): Api | undefined => apis.find((api) => api.id === id);

/** Where a transport is reached. */
export type ApiAddress = {
  /** A URL; host and port for gRPC and brokers. */
  address: string;
  /** gRPC with TLS. */
  tls?: boolean;
  /** Names of a broker's topics or streams. */
  intake?: string;
  events?: string;
};

/** Absent: not configured. */
export type ApiAddresses = Readonly<Partial<Record<ApiId, ApiAddress>>>;
