/** The drafts on the desk, which of them is shown, and what is asked of the library about it. How it looks is for `view`. */

import type { Extension, StateEffect, TransactionSpec } from "@codemirror/state";
import { EditorView, type ViewUpdate } from "@codemirror/view";
import type { Change, Checked, KnownHouse, Listed, Remark, Setup, SetUp } from "../types.js";
import { marksOf } from "../view/marks.js";
import { take, withFixesOf } from "./checked.js";
import { type Decisions, decide, decidingThat, withEntry, without } from "./decisions.js";
import type { Engine } from "./engine.js";
import { Near } from "./near.js";
import { Sheet } from "./sheet.js";

export type Happening = "text" | "remarks" | "current" | "sheet" | "setup" | "list" | "busy";
type Listener = (what: Happening) => void;

/** How long a keystroke waits for the next before fixes are tried, in milliseconds. */
const PAUSE = 150;

export class Desk {
  readonly sheets: Sheet[] = [];
  sheet: Sheet | null = null;
  view: EditorView | null = null;
  setup: Setup = { today: "", house: null, houses: [], settings: null, roster: null, ledgers: [], acronyms: [] };
  known: SetUp = { houses: [], faults: [], ledger: 0 };
  list: Listed[] = [];
  isReading = false;
  signature = "";
  private listeners: Listener[] = [];
  private near: Near | null = null;
  private asking: Promise<void> | null = null;
  /** Ends a pause, if there is one. */
  private goOn: () => void = () => {};

  constructor(
    readonly engine: Engine,
    private readonly extensions: Extension,
  ) {}

  onChange(listener: Listener): void {
    this.listeners.push(listener);
  }

  tell(what: Happening): void {
    for (const listener of this.listeners) listener(what);
  }

  get houses(): KnownHouse[] {
    return this.known.houses;
  }

  async settle(change: Partial<Setup>): Promise<void> {
    this.setup = { ...this.setup, ...change };
    this.known = await this.engine.setUp(this.setup);
    this.near?.setUp(this.setup);
    for (const sheet of this.sheets) sheet.answered = sheet.glanced = -1;
    this.tell("setup");
    if (this.sheet) await this.check();
    await this.relist();
  }

  /** Puts a text on the desk and shows it. */
  async open(text: string, name: string): Promise<Sheet> {
    const sheet = Sheet.ofText(this.free(name), text, this.extensions);
    await this.engine.put(sheet.name, text);
    return this.lay(sheet);
  }

  /** Puts what somebody begins to write on the desk, at once: the next letter comes before any answer. */
  write(text: string, name: string): void {
    const sheet = Sheet.ofText(this.free(name), text, this.extensions);
    this.sheets.push(sheet);
    this.sheet = sheet;
    sheet.begins(text.length);
    sheet.isTyped = true;
    this.tell("sheet");
    this.view?.setState(sheet.state);
    this.view?.dispatch({ selection: { anchor: text.length } });
    this.view?.focus();
    void this.check();
    void this.relist();
  }

  /** Puts a Word document on the desk; the error is a sentence. */
  async openWord(bytes: Uint8Array, name: string): Promise<Sheet> {
    const free = this.free(name);
    const { text, fault } = await this.engine.putWord(free, bytes.slice());
    if (text === null) throw new Error(`${name} cannot be read as a Word document: ${fault ?? "no more is known"}.`);
    return this.lay(Sheet.ofWord(free, text, bytes, this.extensions));
  }

  private async lay(sheet: Sheet): Promise<Sheet> {
    this.sheets.push(sheet);
    await this.select(sheet);
    await this.relist();
    return sheet;
  }

  /** The name, or one like it that no draft has. */
  private free(name: string): string {
    const [, stem = name, ending = ""] = /^(.*?)(\.[^.]*)?$/s.exec(name) ?? [];
    for (let count = 2, free = name; ; free = `${stem}-${count++}${ending}`) {
      if (this.sheets.every((sheet) => sheet.name !== free)) return free;
    }
  }

  async select(sheet: Sheet): Promise<void> {
    this.sheet = sheet;
    this.tell("sheet");
    this.view?.setState(sheet.state);
    await this.check();
  }

  async close(sheet: Sheet): Promise<void> {
    const at = this.sheets.indexOf(sheet);
    if (at < 0) return;
    this.sheets.splice(at, 1);
    await this.engine.takeAway(sheet.name);
    await this.relist();
    const next = this.sheets[Math.min(at, this.sheets.length - 1)];
    if (next) await this.select(next);
    else {
      this.sheet = null;
      this.tell("sheet");
    }
  }

  /** The next or previous draft in the order of the series. */
  async step(by: 1 | -1): Promise<void> {
    const order = this.list.map((listed) => this.sheets.find((sheet) => sheet.name === listed.file)).filter((sheet) => sheet !== undefined);
    const at = order.findIndex((sheet) => sheet === this.sheet);
    const next = order[(at + by + order.length) % order.length];
    if (next) await this.select(next);
  }

  async relist(): Promise<void> {
    this.list = this.sheets.length > 1 ? await this.engine.list() : [];
    this.tell("list");
  }

  /** What the editor has to say of itself. */
  updated(update: ViewUpdate): void {
    const { sheet } = this;
    if (!sheet) return;
    sheet.state = update.state;
    if (update.docChanged) {
      const typed = update.transactions.some((transaction) => transaction.isUserEvent("input.type") || transaction.isUserEvent("delete"));
      sheet.changed(typed);
      if (typed) {
        sheet.begins(update.state.selection.main.head);
        this.glanceNear(sheet);
      }
      void this.check();
      this.tell("text");
    } else if (update.selectionSet && sheet.writing && sheet.blanks === 0) {
      const { doc, selection } = update.state;
      const goesElsewhere = doc.lineAt(Math.min(sheet.writing.at, doc.length)).number !== doc.lineAt(selection.main.head).number;
      if (goesElsewhere) this.stopWriting();
    }
    if (update.transactions.some((transaction) => transaction.effects.some((effect) => effect.is(decide)))) this.remark();
  }

  /** Nothing waits any more. */
  stopWriting(): void {
    if (!this.sheet?.writing) return;
    this.sheet.writing = null;
    queueMicrotask(() => this.remark());
  }

  /** From now on, short notes are looked at while a letter is typed. */
  async startNear(): Promise<void> {
    this.near = new Near(await this.engine.ready, this.setup);
  }

  private glanceNear(sheet: Sheet): void {
    const glance = this.near?.glance(this.sheets, sheet);
    if (!glance) return;
    sheet.glanced = sheet.version;
    this.remark(withFixesOf(sheet.checked, glance));
  }

  /** Asks what there is to say of the draft that is shown, and of no older text than the last. */
  async check(): Promise<void> {
    this.goOn();
    if (this.asking) return this.asking;
    this.asking = this.ask();
    try {
      await this.asking;
    } finally {
      this.asking = null;
    }
  }

  private async ask(): Promise<void> {
    for (let sheet = this.sheet; sheet && sheet.answered !== sheet.version; sheet = this.sheet) {
      const { version } = sheet;
      this.isReading = true;
      this.tell("busy");
      const isStale = () => sheet !== this.sheet || sheet.version !== version;
      const put = () => {
        if (!sheet.isWord) void this.engine.put(sheet.name, sheet.text);
      };
      const isGlanced = sheet.glanced === version;
      if (!isGlanced) {
        put();
        // Marks follow what is typed at once; whether fixes hold takes longer.
        const glance = await this.engine.glance(sheet.name);
        if (isStale()) continue;
        sheet.glanced = version;
        this.remark(glance && withFixesOf(sheet.checked, glance));
      }
      // Until then the next letter would wait for fixes that nobody wants yet.
      if (sheet.isTyped) await this.pause();
      if (isStale()) continue;
      if (isGlanced) put();
      const answer = await this.engine.check(sheet.name);
      this.isReading = false;
      if (isStale()) continue;
      sheet.answered = version;
      this.remark(answer);
    }
    this.isReading = false;
    this.tell("busy");
  }

  /** Waits until the typing rests, or somebody wants to know. */
  private pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = window.setTimeout(resolve, PAUSE);
      this.goOn = () => {
        window.clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Shows what is said now: of the last answer, or of a new one. The text is drawn once. */
  remark(answer?: Checked | null): void {
    const { sheet } = this;
    if (!sheet) return;
    const remarks = answer === undefined ? sheet.remarks : sheet.remarksOf(answer);
    const isSaid = [...remarks, ...sheet.decisions.own].some(({ id }) => id === sheet.current);
    if (!isSaid) sheet.current = null;
    const taken = answer === undefined ? [] : [take.of(answer)];
    this.dispatch({ effects: [...taken, ...marksOf(sheet, remarks)] });
    this.tell("remarks");
  }

  /** The remark of that id as it stands now. */
  remarkOf(id: string | null | undefined): Remark | undefined {
    return this.sheet?.remarks.find((remark) => remark.id === id);
  }

  private dispatch(...specs: TransactionSpec[]): void {
    this.view?.dispatch(...specs);
  }

  show(id: string | null): void {
    if (!this.sheet) return;
    this.sheet.current = id;
    this.dispatch({ effects: marksOf(this.sheet, this.sheet.remarks) });
    this.tell("current");
  }

  /** The remark after the current one, or before it, in order of place; none of those that were accepted. */
  next(by: 1 | -1): void {
    const { sheet } = this;
    if (!sheet) return;
    const open = sheet.remarks.filter((remark) => !sheet.decisions.accepted.has(remark.id) || remark.id === sheet.current);
    const at = open.findIndex((remark) => remark.id === sheet.current);
    const next = at < 0 ? open[by === 1 ? 0 : open.length - 1] : open[(at + by + open.length) % open.length];
    if (next) this.show(next.id);
  }

  /** Applies a change; in a Word document it is noted, to become a tracked one. Then shows the remark after it. */
  async apply(remark: Remark, choice: number | null): Promise<void> {
    const { sheet } = this;
    const change = choice === null ? remark.fix : remark.alternatives[choice];
    if (!sheet || !change) return;
    const { remarks } = sheet;
    const after = remarks.slice(remarks.findIndex((other) => other.id === remark.id) + 1)[0]?.id ?? null;
    if (sheet.isWord) this.decide((now) => ({ accepted: withEntry(now.accepted, remark.id, choice) }));
    else {
      await this.changeText(change);
      sheet.writing = null;
      await this.check();
    }
    const next = sheet.remarks.find((other) => other.id === after) ?? sheet.remarks.find((other) => other.to >= remark.from) ?? sheet.remarks[0];
    this.show(next?.id ?? null);
  }

  private async changeText(change: Change): Promise<void> {
    this.dispatch({ changes: change.edits.map(({ from, to, text }) => ({ from, to, insert: text })), userEvent: "fix" });
  }

  /** Applies what is safe, all at once. */
  async applySafe(): Promise<number> {
    const { sheet } = this;
    if (!sheet) return 0;
    const safe = sheet.remarks.filter((remark) => remark.fix?.is_safe && !sheet.decisions.accepted.has(remark.id));
    if (sheet.isWord) {
      const all = safe.reduce((accepted, remark) => withEntry(accepted, remark.id, null), sheet.decisions.accepted);
      this.decide(() => ({ accepted: all }));
      return safe.length;
    }
    await this.check();
    const edits = await this.engine.mend(sheet.name);
    if (edits.length > 0) this.dispatch({ changes: edits.map(({ from, to, text }) => ({ from, to, insert: text })), userEvent: "fix.safe" });
    sheet.writing = null;
    await this.check();
    if (!sheet.current) this.next(1);
    return safe.length;
  }

  decide(change: (now: Decisions) => Partial<Decisions>): void {
    if (!this.view) return;
    const effect: StateEffect<Decisions> = decidingThat(this.view.state, change);
    this.dispatch({ effects: effect });
  }

  leave(remark: Remark, reason: string): void {
    const after = this.sheet?.remarks.find((other) => other.from >= remark.from && other.id !== remark.id)?.id ?? null;
    this.decide((now) => ({ left: withEntry(now.left, remark.id, reason) }));
    this.show(after);
  }

  takeUp(id: string): void {
    this.decide((now) => ({ left: withEntry(now.left, id, undefined) }));
    this.show(id);
  }

  tick(id: string, ticked: boolean): void {
    this.decide((now) => ({ unticked: ticked ? without(now.unticked, id) : new Set([...now.unticked, id]) }));
  }

  unaccept(id: string): void {
    this.decide((now) => ({ accepted: withEntry(now.accepted, id, undefined) }));
  }

  /** Remarks that go nowhere, by draft and id. */
  get leftOut(): [string, string][] {
    return this.sheets.flatMap(({ name, decisions }) => [...decisions.unticked, ...decisions.left.keys()].map((id): [string, string] => [name, id]));
  }

  get checked(): Checked | null {
    return this.sheet?.checked ?? null;
  }

  /** The JSON report of the draft on the page, as the command line writes it. */
  async report(): Promise<string> {
    if (!this.sheet) throw new Error("there is no draft on the page");
    await this.check();
    return this.engine.report(this.sheet.name);
  }
}
