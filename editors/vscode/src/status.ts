// The line at the foot of the window: the note's number, date and house, and what was found in it.

import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";

interface Status {
  version: string;
  house: string | null;
  number: string | null;
  date: string | null;
  errors: number;
  warnings: number;
  advice: number;
  fault: string | null;
}

export class StatusItem implements vscode.Disposable {
  private readonly item: vscode.StatusBarItem;
  private readonly disposables: vscode.Disposable[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly client: () => LanguageClient | undefined) {
    this.item = vscode.window.createStatusBarItem("copydesk.status", vscode.StatusBarAlignment.Right, 90);
    this.item.name = "copydesk";
    this.item.command = "workbench.actions.view.problems";
    this.disposables.push(
      this.item,
      vscode.window.onDidChangeActiveTextEditor(() => this.later(0)),
      vscode.languages.onDidChangeDiagnostics(() => this.later(100)),
      vscode.workspace.onDidChangeTextDocument((event) => {
        if (event.document === vscode.window.activeTextEditor?.document) {
          this.later(400);
        }
      }),
    );
  }

  later(milliseconds: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.show(), milliseconds);
  }

  private async show(): Promise<void> {
    const document = vscode.window.activeTextEditor?.document;
    const client = this.client();
    const status =
      document && client?.isRunning()
        ? await client.sendRequest<Status | null>("copydesk/status", { uri: client.code2ProtocolConverter.asUri(document.uri) }).catch(() => null)
        : null;
    await vscode.commands.executeCommand("setContext", "copydesk.isNote", Boolean(status?.house));
    if (!status) {
      this.item.hide();
      return;
    }
    this.item.backgroundColor = status.fault ? new vscode.ThemeColor("statusBarItem.warningBackground") : undefined;
    if (status.fault && !status.house) {
      this.item.text = "$(warning) copydesk";
      this.item.tooltip = `Not checked: ${status.fault}`;
      this.item.show();
      return;
    }
    const number = status.number ? `No. ${status.number}` : "no number";
    const counts = [
      status.errors ? `$(error) ${status.errors}` : "",
      status.warnings ? `$(warning) ${status.warnings}` : "",
      status.advice ? `$(lightbulb) ${status.advice}` : "",
    ].filter(Boolean);
    this.item.text = `${number}${status.date ? `, ${status.date}` : ""} ${counts.length ? counts.join(" ") : "$(check)"}`;
    const lines = [`**${status.house}**, ${number}`, status.date ?? "no date", `copydesk ${status.version}`];
    if (status.fault) {
      lines.push(`$(warning) ${status.fault}`);
    }
    this.item.tooltip = new vscode.MarkdownString(lines.join("\n\n"), true);
    this.item.show();
  }

  dispose(): void {
    clearTimeout(this.timer);
    vscode.Disposable.from(...this.disposables).dispose();
  }
}
