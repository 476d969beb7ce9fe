// The proof: the page that `copydesk check --format html` writes, beside the text and renewed when it is saved.

import * as path from "node:path";
import * as vscode from "vscode";
import { run } from "./program";
import { message } from "./server";

export class Proofs implements vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;
  private shown: vscode.TextDocument | undefined;
  private readonly listener: vscode.Disposable;

  constructor(private readonly program: () => Promise<string>) {
    this.listener = vscode.workspace.onDidSaveTextDocument((saved) => {
      if (saved === this.shown) {
        void this.fill();
      }
    });
  }

  async show(): Promise<void> {
    this.shown = vscode.window.activeTextEditor?.document ?? this.shown;
    if (!this.shown) {
      return;
    }
    if (!this.panel) {
      const beside = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
      this.panel = vscode.window.createWebviewPanel("copydesk.proof", "Proof", beside, { enableScripts: false, localResourceRoots: [] });
      this.panel.onDidDispose(() => (this.panel = undefined));
    }
    await this.fill();
  }

  private async fill(): Promise<void> {
    if (!this.panel || !this.shown) {
      return;
    }
    const { shown, panel } = this;
    const file = shown.uri.fsPath;
    panel.title = `Proof of ${path.basename(file)}`;
    const folder = vscode.workspace.getWorkspaceFolder(shown.uri)?.uri.fsPath ?? (path.isAbsolute(file) ? path.dirname(file) : undefined);
    // A text without a name yet is what its language says.
    const ending = shown.isUntitled && shown.languageId === "markdown" && !/\.(md|markdown)$/i.test(file) ? ".md" : "";
    const name = (folder ? path.relative(folder, file) : file) + ending;
    const args = ["check", "--format", "html", `--stdin-filename=${name}`, "-"];
    const page = await this.program()
      .then((program) => run(program, args, { input: shown.getText(), folder }))
      .catch((error: unknown) => `<p>${escaped(message(error))}</p>`);
    // Meanwhile it may have been closed, or another text been asked for.
    if (this.panel === panel && this.shown === shown) {
      panel.webview.html = page;
    }
  }

  dispose(): void {
    this.listener.dispose();
    this.panel?.dispose();
  }
}

function escaped(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
}
