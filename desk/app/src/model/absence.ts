/** What is said of an end or an absence: of every draft that is being written, until it is written. */

import type { Remark } from "../types.js";

const RULES: ReadonlySet<string> = new Set([
  "empty-section",
  "leftover-text",
  "malformed-front-matter",
  "malformed-number-line",
  "missing-byline",
  "missing-date",
  "missing-field",
  "missing-number-line",
  "missing-section",
  "missing-title",
  "point-without-elaboration",
  "points-count",
  "stray-text",
  "title-shape",
  "trailing-whitespace",
  "unassigned-number",
  "unbalanced-brackets",
  "unbalanced-quotes",
  "unclosed-block",
  "undated-opening",
  "unended-paragraph",
  "unnumbered-section",
  "unrecognised-draft",
]);

export function isAbsence(remark: Remark): boolean {
  return RULES.has(remark.rule);
}
