/** What keys do, in the text and beside it. */

import { type Command, type KeyBinding, runScopeHandlers } from "@codemirror/view";
import { showHelp } from "./help.js";
import type { Layout } from "./layout.js";

/** Keys hold outside the text too, but for where somebody writes or a dialog is open. */
export function holdEverywhere(layout: Layout): void {
  window.addEventListener("keydown", (event) => {
    const { view, sheet } = layout.desk;
    const target = event.target as Element | null;
    const isElsewhere = target?.closest(".cm-editor, input, textarea, select, dialog, [popover]") ?? document.querySelector("dialog[open], :popover-open");
    if (!view || !sheet || isElsewhere || event.defaultPrevented) return;
    if (runScopeHandlers(view, event, "desk")) event.preventDefault();
  });
}

export function shortcuts(layout: () => Layout | undefined): KeyBinding[] {
  const run =
    (command: (layout: Layout) => void): Command =>
    () => {
      const now = layout();
      if (now) command(now);
      return true;
    };
  const apply = (choice: number) => (now: Layout) => {
    const { desk } = now;
    const current = desk.sheet?.remarks.find((remark) => remark.id === desk.sheet?.current);
    if (!current) return desk.next(1);
    const isFix = choice === 0 && current.fix !== null;
    if (isFix || current.alternatives.length > 0) void desk.apply(current, isFix ? null : Math.max(choice - (current.fix ? 1 : 0), 0));
    else desk.next(1);
  };
  const next = run(({ desk }) => desk.next(1));
  const previous = run(({ desk }) => desk.next(-1));
  const bindings: KeyBinding[] = [
    { key: "F8", run: next, shift: previous, preventDefault: true },
    { key: "Alt-ArrowDown", run: next, preventDefault: true },
    { key: "Alt-ArrowUp", run: previous, preventDefault: true },
    { key: "Alt-PageDown", run: run(({ desk }) => void desk.step(1)), preventDefault: true },
    { key: "Alt-PageUp", run: run(({ desk }) => void desk.step(-1)), preventDefault: true },
    { key: "F1", run: run(() => showHelp()), preventDefault: true },
    { key: "Mod-Enter", run: run(apply(0)), preventDefault: true },
    { key: "Mod-Alt-Enter", run: run(apply(1)), preventDefault: true },
    { key: "Mod-Shift-Enter", run: run((now) => void now.bar.applySafe()), preventDefault: true },
    { key: "Mod-Shift-c", run: run((now) => void now.bar.copyNote()), preventDefault: true },
    {
      key: "Escape",
      run: () => {
        const now = layout();
        if (!now?.desk.sheet?.current) return false;
        now.desk.show(null);
        return true;
      },
    },
  ];
  return bindings.map((binding) => ({ ...binding, scope: "editor desk" }));
}
