/** One draft on the desk: its text and history, what was found in it, and whether somebody is writing in it. */

import { history } from "@codemirror/commands";
import { EditorState, type Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import type { Change, Checked, Outline, Remark, Stretch } from "../types.js";
import { isAbsence, isSure } from "./absence.js";
import { checked, moved, take } from "./checked.js";
import { type Decisions, deciding, decisions } from "./decisions.js";

/** Characters that two words have at the most. */
const LONGEST_WORDS = 200;

/** Somebody is writing: what is said of an end or an absence can wait. */
export interface Writing {
  /** The place last typed at. */
  at: number;
  /** What was told before. */
  told: ReadonlySet<string>;
}

export class Sheet {
  state: EditorState;
  writing: Writing | null = null;
  /** The remark that is open, by its id. */
  current: string | null = null;
  /** Blanks of the skeleton that it was begun with, still to fill. */
  blanks = 0;
  version = 0;
  /** Whether the last change was typed. */
  isTyped = false;
  /** The version that was looked at last. */
  glanced = -1;
  /** The version of which all is known. */
  answered = -1;

  private constructor(
    readonly name: string,
    /** The text as it came, byte for byte, until somebody changes it. */
    private exact: string | null,
    /** The Word document it was read from. */
    readonly document: Uint8Array | null,
    extensions: Extension,
  ) {
    const text = exact ?? "";
    const separator = /\r\n/.test(text) && !/\r(?!\n)|(?:^|[^\r])\n/.test(text) ? EditorState.lineSeparator.of("\r\n") : [];
    // It is not typed in, and what is decided of it can be undone: so it is not read-only.
    const locked = document ? [EditorState.changeFilter.of(() => false), EditorView.contentAttributes.of({ "aria-readonly": "true", inputmode: "none", spellcheck: "false" })] : [];
    this.state = EditorState.create({ doc: text, extensions: [separator, locked, history(), checked, deciding, extensions] });
  }

  static ofText(name: string, text: string, extensions: Extension): Sheet {
    return new Sheet(name, text, null, extensions);
  }

  static ofWord(name: string, text: string, document: Uint8Array, extensions: Extension): Sheet {
    return new Sheet(name, text, document, extensions);
  }

  /** The text as the library is to read it. */
  get text(): string {
    return this.exact ?? this.state.sliceDoc();
  }

  get isWord(): boolean {
    return this.document !== null;
  }

  get isMarkdown(): boolean {
    return !/\.(txt|text)$/i.test(this.name);
  }

  get checked(): Checked | null {
    return this.state.field(checked);
  }

  get decisions(): Decisions {
    return this.state.field(decisions);
  }

  /** What is said now: not what is left as it is, nor what waits. That a draft is of no house is told above all remarks. */
  get remarks(): Remark[] {
    return this.remarksOf(this.checked);
  }

  /** The same of another answer. */
  remarksOf(answer: Checked | null): Remark[] {
    const { left } = this.decisions;
    const isSaid = (remark: Remark) => !left.has(remark.id) && !this.waits(remark) && remark.rule !== "unrecognised-draft";
    return (answer?.remarks ?? []).filter(isSaid);
  }

  /** Remarks that somebody still has to decide on: all but those whose change is accepted. */
  get open(): Remark[] {
    const { accepted } = this.decisions;
    return this.remarks.filter((remark) => !accepted.has(remark.id));
  }

  /** The note as it is once what was accepted is done, and where its parts then stand. */
  get decided(): { text: string; outline: Outline | null } {
    const { accepted } = this.decisions;
    const chosen = this.ticked.map((remark) => (accepted.has(remark.id) ? acceptedChange(remark, accepted.get(remark.id) ?? null) : undefined));
    const edits = chosen.flatMap((change) => change?.edits ?? []);
    const changes = this.state.changes(edits.map(({ from, to, text }) => ({ from, to, insert: text })));
    const outline = this.checked && moved(this.checked, changes).outline;
    return { text: changes.apply(this.state.doc).toString(), outline };
  }

  /** Remarks that go into documents, copies and proofs. */
  get ticked(): Remark[] {
    const { unticked } = this.decisions;
    return this.remarks.filter((remark) => !unticked.has(remark.id));
  }

  waits(remark: Remark): boolean {
    const { writing } = this;
    if (writing && this.blanks > 0) return !writing.told.has(remark.id);
    if (!writing || writing.told.has(remark.id) || remark.level === "advice") return writing !== null && !writing.told.has(remark.id);
    if (isAbsence(remark)) return true;
    const { from, to } = isSure(remark) ? this.wordAt(writing.at) : (this.headingAt(writing.at) ?? this.wordsAt(writing.at));
    return remark.to >= from && remark.from <= to;
  }

  /** The word that is being written, which is not finished. */
  private wordAt(place: number): Stretch {
    return this.around(place, /\S*$/);
  }

  /** The same with the word before it. */
  private wordsAt(place: number): Stretch {
    return this.around(place, /(?:\S+\s+)?\S*$/);
  }

  /** The line that is being written, where it is a heading or of the header: these are judged as wholes. */
  private headingAt(place: number): Stretch | undefined {
    const { doc } = this.state;
    const { from, to, text, number } = doc.lineAt(Math.min(place, doc.length));
    // What may become a rule, or a list, underlines for now.
    if (number > 1 && /^\s*(?:-+|=+)\s*$/.test(text)) return { from: doc.line(number - 1).from, to };
    const isHeading = this.checked?.outline?.headings.some((heading) => heading.from <= to && heading.to >= from);
    return isHeading ? { from, to } : undefined;
  }

  private around(place: number, pattern: RegExp): Stretch {
    const at = Math.min(place, this.state.doc.length);
    const line = this.state.doc.lineAt(at);
    // No word is longer, and a line may be.
    const near = line.text.slice(Math.max(at - line.from - LONGEST_WORDS, 0), at - line.from + LONGEST_WORDS);
    const middle = Math.min(at - line.from, LONGEST_WORDS);
    const before = pattern.exec(near.slice(0, middle))?.[0].length ?? 0;
    const after = /^\S*/.exec(near.slice(middle))?.[0].length ?? 0;
    return { from: at - before, to: at + after };
  }

  /** The text has changed: what came is no more. */
  changed(isTyped: boolean): void {
    this.exact = null;
    this.isTyped = isTyped;
    this.version++;
  }

  begins(at: number): void {
    const told = this.writing?.told ?? new Set(this.remarks.map((remark) => remark.id));
    this.writing = { at, told };
  }

  take(answer: Checked | null): void {
    this.state = this.state.update({ effects: take.of(answer) }).state;
  }
}

/** The change that was accepted of a remark. */
export function acceptedChange(remark: Remark, choice: number | null): Change | undefined {
  return (choice === null ? remark.fix : remark.alternatives[choice]) ?? undefined;
}
