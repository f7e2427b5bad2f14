/** The text about a problem. Words between backticks are shown as code. */
export interface ProblemText {
  readonly happened: string;
  readonly why: string;
  readonly todo: string;
}
