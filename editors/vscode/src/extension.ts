// copydesk in VS Code: starts the language server and stops it again. What is found is for the server to say.

import * as vscode from "vscode";
import { Commands } from "./commands";
import { Server } from "./server";
import { StatusItem } from "./status";

let server: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const output = vscode.window.createOutputChannel("copydesk", { log: true });
  const started = new Server(context, output);
  server = started;
  const commands = new Commands(context, started);
  // Whoever opens the folder of a series expects to be told that it is not checked. Elsewhere the line at the foot says enough.
  const begin = async () => {
    await started.restart();
    const [settings] = await vscode.workspace.findFiles("**/lint.toml", "**/{node_modules,target}/**", 1);
    void vscode.commands.executeCommand("setContext", "copydesk.hasSeries", Boolean(settings));
    if (settings && started.problem) {
      void commands.tellProblem();
    }
  };
  context.subscriptions.push(
    output,
    started,
    commands,
    new StatusItem(started),
    vscode.workspace.registerTextDocumentContentProvider("copydesk", {
      provideTextDocumentContent: (uri) => started.client?.sendRequest<string>("copydesk/house", { name: uri.path }) ?? "",
    }),
    vscode.workspace.onDidChangeConfiguration((changed) => {
      if (changed.affectsConfiguration("copydesk.path")) {
        void begin();
      }
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => begin()),
  );
  await begin();
}

export function deactivate(): Promise<void> | undefined {
  return server?.stop();
}
