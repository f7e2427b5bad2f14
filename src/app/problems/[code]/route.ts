import { problemPageResponse } from "#transports/rest/problem-page.ts";

export async function GET(_request: Request, { params }: { params: Promise<{ code: string }> }): Promise<Response> {
  return problemPageResponse((await params).code);
}
