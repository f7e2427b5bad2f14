import { answerHosted } from "#app/hosted.ts";

export const dynamic = "force-dynamic";

export {
  answerHosted as DELETE,
  answerHosted as GET,
  answerHosted as HEAD,
  answerHosted as OPTIONS,
  answerHosted as PATCH,
  answerHosted as POST,
  answerHosted as PUT,
};
