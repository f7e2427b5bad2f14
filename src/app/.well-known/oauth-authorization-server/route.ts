import { answerHosted } from "#app/hosted.ts";

export const dynamic = "force-dynamic";

export { answerHosted as GET, answerHosted as HEAD };
