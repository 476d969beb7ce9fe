// The proof: the page that `copydesk check --format html` writes, beside the text and renewed when it is saved.

import * as path from "node:path";
import * as vscode from "vscode";
import { message } from "./commands";
import { run } from "./program";

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
      this.panel = vscode.window.createWebviewPanel("copydesk.proof", "Proof", beside, { enableScripts: false });
      this.panel.onDidDispose(() => (this.panel = undefined));
    }
    await this.fill();
  }

  private async fill(): Promise<void> {
    if (!this.panel || !this.shown) {
      return;
    }
    const file = this.shown.uri.fsPath;
    this.panel.title = `Proof of ${path.basename(file)}`;
    const folder = vscode.workspace.getWorkspaceFolder(this.shown.uri)?.uri.fsPath ?? path.dirname(file);
    const args = ["check", "--format", "html", "--stdin-filename", path.relative(folder, file) || file, "-"];
    try {
      this.panel.webview.html = await run(await this.program(), args, this.shown.getText(), folder);
    } catch (error) {
      this.panel.webview.html = `<p>${escaped(message(error))}</p>`;
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
