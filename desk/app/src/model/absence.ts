/**
 * What a draft that is being written bears only until it is written: what is said of an end or an absence, or of a word that the next one may
 * change.
 */

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
  "unknown-section",
  "unnumbered-section",
  "unrecognised-draft",
]);

export function isAbsence(remark: Remark): boolean {
  return RULES.has(remark.rule);
}

/** Rules that no word to come can prove wrong: of others it may, as "the July 20" is no date in "the July 20 Movement". */
const SURE: ReadonlySet<string> = new Set(["doubled-word", "invisible-character", "mojibake", "repeated-mark"]);

export function isSure(remark: Remark): boolean {
  return SURE.has(remark.rule);
}
