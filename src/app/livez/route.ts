import { answerHealth } from "../health-route.ts";

export const dynamic = "force-dynamic";

export { answerHealth as GET };
