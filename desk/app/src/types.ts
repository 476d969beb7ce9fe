/** The JSON that the crate takes and gives: `desk/src` has the same shapes in Rust. Places are those of the editor. */

export interface Stretch {
  from: number;
  to: number;
}

export interface Edit extends Stretch {
  text: string;
}

export interface Change {
  title: string;
  is_safe: boolean;
  edits: Edit[];
}

export interface Related {
  text: string;
  at: Stretch | null;
  file: string;
}

export type Level = "error" | "warning" | "advice";

export interface Remark extends Stretch {
  id: string;
  rule: string;
  level: Level;
  /** What the level is called: Correct, Check, Consider. */
  call: string;
  what: string;
  remedy: string;
  place: string;
  words: string;
  related: Related[];
  fix: Change | null;
  alternatives: Change[];
  house: string | null;
}

export interface Counts {
  correct: number;
  check: number;
  consider: number;
}

export interface OutlinedSection {
  heading: string;
  at: Stretch;
  words: number;
  points: number;
}

export interface OutlinedNote {
  number: number | null;
  date: string | null;
  title: string;
  author: string;
  words: number;
  at: Stretch;
  sections: OutlinedSection[];
  to_write: string[];
}

export type HeadingKind = "banner" | "number" | "title" | "byline" | "section" | "unknown";

export interface HeadingLine extends Stretch {
  kind: HeadingKind;
  text: Stretch;
}

export interface Outline {
  notes: OutlinedNote[];
  headings: HeadingLine[];
  /** Paragraphs of text, in order of place. */
  paragraphs: Stretch[];
}

export interface Checked {
  house: string | null;
  alike: string[];
  outline: Outline | null;
  remarks: Remark[];
  counts: Counts;
  settled: number;
}

export interface Listed {
  file: string;
  number: number | null;
  date: string | null;
  title: string;
  author: string;
  counts: Counts;
  is_note: boolean;
}

export interface GivenFile {
  name: string;
  text: string;
}

export interface Setup {
  today: string;
  house: string | null;
  houses: GivenFile[];
  settings: GivenFile | null;
  roster: GivenFile | null;
  ledgers: GivenFile[];
  acronyms: string[];
}

export interface Fault {
  file: string;
  line: number;
  what: string;
  remedy: string;
}

export interface KnownHouse {
  name: string;
  title: string;
  is_dropped: boolean;
}

export interface SetUp {
  houses: KnownHouse[];
  faults: Fault[];
  ledger: number;
}

export interface WordRead {
  text: string | null;
  fault: string | null;
}

export type WhyBlock = { kind: "prose"; text: string } | { kind: "example"; label: string; text: string };

export interface Why {
  blocks: WhyBlock[];
}

export interface Begun {
  text: string;
  blanks: Stretch[];
}

export interface Review {
  comments: string[];
  changes: [string, number | null][];
  own: { from: number; to: number; text: string }[];
  author: string;
}
