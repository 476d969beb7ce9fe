// The line at the foot of the window: the note's number, date and house, and what was found in it.

import * as vscode from "vscode";
import type { Server } from "./server";

interface Status {
  version: string;
  house: string | null;
  number: string | null;
  date: string | null;
  errors: number;
  warnings: number;
  advice: number;
  /** What keeps it from being checked as its settings have it now. */
  fault: string | null;
  /** Where that is. */
  at: { uri: string; range: { start: Position; end: Position } } | null;
}

interface Position {
  line: number;
  character: number;
}

export class StatusItem implements vscode.Disposable {
  private readonly item: vscode.StatusBarItem;
  private readonly disposables: vscode.Disposable[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly server: Server) {
    this.item = vscode.window.createStatusBarItem("copydesk.status", vscode.StatusBarAlignment.Right, 90);
    this.item.name = "copydesk";
    this.disposables.push(
      this.item,
      server.onDidChange(() => this.later(0)),
      vscode.window.onDidChangeActiveTextEditor(() => this.later(0)),
      vscode.languages.onDidChangeDiagnostics(() => this.later(100)),
      vscode.workspace.onDidChangeTextDocument((event) => {
        if (event.document === vscode.window.activeTextEditor?.document) {
          this.later(400);
        }
      }),
    );
  }

  dispose(): void {
    clearTimeout(this.timer);
    vscode.Disposable.from(...this.disposables).dispose();
  }

  private later(milliseconds: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.show(), milliseconds);
  }

  private async show(): Promise<void> {
    const document = vscode.window.activeTextEditor?.document;
    const status = document && (await this.statusOf(document.uri));
    await vscode.commands.executeCommand("setContext", "copydesk.isNote", Boolean(status?.house));
    const couldBeNote = document && ["file", "untitled"].includes(document.uri.scheme) && ["markdown", "plaintext"].includes(document.languageId);
    if (couldBeNote && this.server.problem) {
      this.warn(this.server.problem, "copydesk.restart");
    } else if (status?.house) {
      this.tell(status);
    } else if (status?.fault) {
      this.warn(`Notes are not checked: ${status.fault}`, placeOf(status));
    } else {
      this.item.hide();
    }
  }

  private async statusOf(uri: vscode.Uri): Promise<Status | null> {
    const { client } = this.server;
    const asked = client?.sendRequest<Status | null>("copydesk/status", { uri: client.code2ProtocolConverter.asUri(uri) });
    return asked?.catch(() => null) ?? null;
  }

  private warn(why: string, command: string | vscode.Command): void {
    this.item.text = "$(warning) copydesk";
    this.item.tooltip = why;
    this.item.command = command;
    this.item.backgroundColor = new vscode.ThemeColor("statusBarItem.warningBackground");
    this.item.show();
  }

  private tell(status: Status): void {
    const number = status.number ? `No. ${status.number}` : "no number";
    const counts = [
      status.errors ? `$(error) ${status.errors}` : "",
      status.warnings ? `$(warning) ${status.warnings}` : "",
      status.advice ? `$(lightbulb) ${status.advice}` : "",
    ].filter(Boolean);
    // With a fault in the settings nothing may have been checked, so nothing is said to be right.
    const found = counts.length ? counts.join(" ") : status.fault ? "" : "$(check)";
    this.item.text = `${status.fault ? "$(warning) " : ""}${number}${status.date ? `, ${status.date}` : ""} ${found}`.trimEnd();
    const lines = [`**${status.house}**, ${number}`, status.date ?? "no date", `copydesk ${status.version}`];
    if (status.fault) {
      lines.push(`$(warning) ${status.fault}`);
    }
    this.item.tooltip = new vscode.MarkdownString(lines.join("\n\n"), true);
    this.item.command = placeOf(status);
    this.item.backgroundColor = status.fault ? new vscode.ThemeColor("statusBarItem.warningBackground") : undefined;
    this.item.show();
  }
}

/** What a click opens: the place of what is wrong with the settings, else the list of what was found. */
function placeOf({ at }: Status): string | vscode.Command {
  if (!at) {
    return "workbench.actions.view.problems";
  }
  const { start, end } = at.range;
  const selection = new vscode.Range(start.line, start.character, end.line, end.character);
  return { command: "vscode.open", title: "Open", arguments: [vscode.Uri.parse(at.uri), { selection }] };
}
