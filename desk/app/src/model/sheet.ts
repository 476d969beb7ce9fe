/** One draft on the desk: its text and history, what was found in it, and whether somebody is writing in it. */

import { history } from "@codemirror/commands";
import { EditorState, type Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import type { Checked, Remark } from "../types.js";
import { isAbsence } from "./absence.js";
import { checked, take } from "./checked.js";
import { type Decisions, deciding, decisions } from "./decisions.js";

/** Somebody is writing: what is said of an end or an absence can wait. */
export interface Writing {
  /** The paragraph last typed in, by any place of it. */
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
  /** The version that `checked` speaks of. */
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
    const locked = document ? [EditorState.changeFilter.of(() => false), EditorView.contentAttributes.of({ "aria-readonly": "true", inputmode: "none" })] : [];
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
    const { left } = this.decisions;
    const isSaid = (remark: Remark) => !left.has(remark.id) && !this.waits(remark) && remark.rule !== "unrecognised-draft";
    return (this.checked?.remarks ?? []).filter(isSaid);
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
    const paragraph = this.state.doc.lineAt(Math.min(writing.at, this.state.doc.length));
    return remark.to >= paragraph.from && remark.from <= paragraph.to;
  }

  /** The text has changed: what came is no more. */
  changed(): void {
    this.exact = null;
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
