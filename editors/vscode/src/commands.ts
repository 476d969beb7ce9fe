// What one can ask for by name.

import * as path from "node:path";
import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { findProgram } from "./program";
import { Proofs } from "./proof";

interface Begun {
  name: string;
  snippet: string;
}

export function registerCommands(
  context: vscode.ExtensionContext,
  client: () => LanguageClient | undefined,
  restart: () => Promise<void>,
): void {
  const proofs = new Proofs(() => findProgram(context));
  const command = (name: string, work: (...args: never[]) => unknown) =>
    context.subscriptions.push(vscode.commands.registerCommand(name, work));
  context.subscriptions.push(proofs);
  command("copydesk.mend", () =>
    vscode.commands.executeCommand("editor.action.codeAction", { kind: "source.fixAll.copydesk", apply: "first" }),
  );
  command("copydesk.newNote", () => newNote(client()));
  command("copydesk.renumber", () => renumber(client()));
  command("copydesk.outline", () => vscode.commands.executeCommand("outline.focus"));
  command("copydesk.proof", () => proofs.show());
  command("copydesk.restart", restart);
  command("copydesk.placeCursor", (uri: string, position: { line: number; character: number }) => placeCursor(uri, position));
}

async function newNote(client: LanguageClient | undefined): Promise<void> {
  const folder = folderOfEditor();
  if (!client || !folder) {
    void vscode.window.showInformationMessage("Open the folder of the series first: a new note takes the next number of it.");
    return;
  }
  const title = await vscode.window.showInputBox({ title: "New note", prompt: "Its title" });
  if (!title?.trim()) {
    return;
  }
  try {
    const begun = await client.sendRequest<Begun>("copydesk/newNote", { uri: folder.toString(), title });
    const place = vscode.Uri.joinPath(folder, begun.name).with({ scheme: "untitled" });
    const document = await vscode.workspace.openTextDocument(place);
    const editor = await vscode.window.showTextDocument(document);
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

/** Renames the number, wherever it stands: the cursor goes there, and back if nothing comes of it. */
async function renumber(client: LanguageClient | undefined): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor || !client) {
    return;
  }
  for (let line = 0; line < Math.min(editor.document.lineCount, 20); line++) {
    const number = /\d+/g;
    const text = editor.document.lineAt(line).text;
    for (let match = number.exec(text); match; match = number.exec(text)) {
      const position = new vscode.Position(line, match.index);
      const params = client.code2ProtocolConverter.asTextDocumentPositionParams(editor.document, position);
      if (await client.sendRequest("textDocument/prepareRename", params).catch(() => null)) {
        editor.selection = new vscode.Selection(position, position);
        editor.revealRange(new vscode.Range(position, position));
        await vscode.commands.executeCommand("editor.action.rename");
        return;
      }
    }
  }
  void vscode.window.showInformationMessage("This note has no number to change: write its number line first.");
}

function placeCursor(uri: string, position: { line: number; character: number }): void {
  const editor = vscode.window.visibleTextEditors.find((other) => other.document.uri.toString() === vscode.Uri.parse(uri).toString());
  if (editor) {
    const place = new vscode.Position(position.line, position.character);
    editor.selection = new vscode.Selection(place, place);
  }
}

export function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
