// What one can ask for by name.

import * as path from "node:path";
import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { findProgram } from "./program";
import { Proofs } from "./proof";
import { message, type Server } from "./server";

/** A note that the server has begun. */
interface Begun {
  /** The file that it may become. */
  uri: string;
  snippet: string;
}

export class Commands implements vscode.Disposable {
  private readonly disposables: vscode.Disposable[] = [];

  constructor(
    context: vscode.ExtensionContext,
    private readonly server: Server,
  ) {
    const proofs = new Proofs(async () => (await findProgram(context)).path);
    this.disposables.push(proofs);
    this.register("copydesk.mend", () =>
      this.ask(() => vscode.commands.executeCommand("editor.action.codeAction", { kind: "source.fixAll.copydesk", apply: "first" })),
    );
    this.register("copydesk.newNote", () => this.ask(newNote));
    this.register("copydesk.renumber", () => this.ask(renumber));
    this.register("copydesk.outline", () => vscode.commands.executeCommand("outline.focus"));
    this.register("copydesk.proof", () => this.ask(() => proofs.show()));
    this.register("copydesk.restart", () => this.restart());
    this.register("copydesk.placeCursor", placeCursor);
  }

  dispose(): void {
    vscode.Disposable.from(...this.disposables).dispose();
  }

  /** Says why the server does not run, and what can be done. */
  async tellProblem(): Promise<void> {
    const [again, settings, output] = ["Try Again", "Open Settings", "Show Output"];
    const chosen = await vscode.window.showErrorMessage(this.server.problem ?? "", again, settings, output);
    if (chosen === again) {
      await this.restart();
    } else if (chosen === settings) {
      await vscode.commands.executeCommand("workbench.action.openSettings", "copydesk.path");
    } else if (chosen === output) {
      this.server.showOutput();
    }
  }

  private register(name: string, work: (...args: never[]) => unknown): void {
    this.disposables.push(vscode.commands.registerCommand(name, work));
  }

  private async ask(work: (client: LanguageClient) => unknown): Promise<void> {
    const client = this.server.client;
    if (client) {
      await work(client);
    } else if (this.server.problem) {
      await this.tellProblem();
    }
  }

  private async restart(): Promise<void> {
    await this.server.restart();
    if (this.server.problem) {
      await this.tellProblem();
    }
  }
}

async function newNote(client: LanguageClient): Promise<void> {
  const folder = folderOfEditor();
  if (!folder) {
    void vscode.window.showInformationMessage("Open the folder of the series first: a new note takes its next number.");
    return;
  }
  const title = await vscode.window.showInputBox({ title: "New Note", prompt: "The title of the note", ignoreFocusOut: true });
  if (!title?.trim()) {
    return;
  }
  try {
    const begun = await client.sendRequest<Begun>("copydesk/newNote", { uri: folder.toString(), title });
    const place = (await free(vscode.Uri.parse(begun.uri))).with({ scheme: "untitled" });
    const editor = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(place));
    await editor.insertSnippet(new vscode.SnippetString(begun.snippet), new vscode.Position(0, 0));
  } catch (error) {
    void vscode.window.showErrorMessage(`No note was begun: ${message(error)}`);
  }
}

function folderOfEditor(): vscode.Uri | undefined {
  const file = vscode.window.activeTextEditor?.document.uri;
  const own = file && vscode.workspace.getWorkspaceFolder(file);
  if (file?.scheme === "file" && own) {
    return file.with({ path: path.posix.dirname(file.path) });
  }
  return vscode.workspace.workspaceFolders?.[0]?.uri;
}

/** The file, or one with a figure after its name, so that none is there yet: neither on the disk nor in an editor. */
async function free(wanted: vscode.Uri): Promise<vscode.Uri> {
  const { dir, name, ext } = path.posix.parse(wanted.path);
  for (let count = 1; ; count++) {
    const place = count === 1 ? wanted : wanted.with({ path: path.posix.join(dir, `${name}-${count}${ext}`) });
    const isOpen = vscode.workspace.textDocuments.some((document) => document.uri.path === place.path);
    const isThere = await vscode.workspace.fs.stat(place).then(
      () => true,
      () => false,
    );
    if (!isOpen && !isThere) {
      return place;
    }
  }
}

/** Renames the number, wherever it stands: the cursor goes there, and back if nothing comes of it. */
async function renumber(client: LanguageClient): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) {
    return;
  }
  const { document, selection } = editor;
  const position = await numberOf(document, client);
  if (!position) {
    void vscode.window.showInformationMessage("This note has no number to change: write its number line first.");
    return;
  }
  const { version } = document;
  editor.selection = new vscode.Selection(position, position);
  editor.revealRange(new vscode.Range(position, position));
  await vscode.commands.executeCommand("editor.action.rename");
  if (document.version === version) {
    editor.selection = selection;
  }
}

/** Lines that a header may have. */
const HEADER = 20;

async function numberOf(document: vscode.TextDocument, client: LanguageClient): Promise<vscode.Position | undefined> {
  for (let line = 0; line < Math.min(document.lineCount, HEADER); line++) {
    for (const { index } of document.lineAt(line).text.matchAll(/\d+/g)) {
      const position = new vscode.Position(line, index);
      const params = client.code2ProtocolConverter.asTextDocumentPositionParams(document, position);
      if (await client.sendRequest("textDocument/prepareRename", params).catch(() => null)) {
        return position;
      }
    }
  }
  return undefined;
}

function placeCursor(uri: string, position: { line: number; character: number }): void {
  const editor = vscode.window.visibleTextEditors.find((other) => other.document.uri.toString() === vscode.Uri.parse(uri).toString());
  if (editor) {
    const place = new vscode.Position(position.line, position.character);
    editor.selection = new vscode.Selection(place, place);
  }
}
