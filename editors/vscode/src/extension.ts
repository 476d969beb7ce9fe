// copydesk in VS Code: starts the language server and stops it again. What is found is for the server to say.

import * as vscode from "vscode";
import { LanguageClient, RevealOutputChannelOn, type LanguageClientOptions, type ServerOptions } from "vscode-languageclient/node";
import { registerCommands } from "./commands";
import { findProgram, versionOf } from "./program";
import { StatusItem } from "./status";

let client: LanguageClient | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const output = vscode.window.createOutputChannel("copydesk", { log: true });
  const status = new StatusItem(() => client);
  const restart = async () => {
    await stop();
    await start(context, output);
    status.later(0);
  };
  registerCommands(context, () => client, restart);
  context.subscriptions.push(
    output,
    status,
    vscode.workspace.registerTextDocumentContentProvider("copydesk", {
      provideTextDocumentContent: (uri) => client?.sendRequest<string>("copydesk/house", { name: uri.path }) ?? "",
    }),
    vscode.workspace.onDidChangeConfiguration((changed) => {
      if (changed.affectsConfiguration("copydesk.path")) {
        void restart();
      }
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(restart),
  );
  await start(context, output);
  status.later(0);
}

export function deactivate(): Promise<void> {
  return stop();
}

async function start(context: vscode.ExtensionContext, output: vscode.LogOutputChannel): Promise<void> {
  const program = await findProgram(context);
  const version = await versionOf(program);
  if (!version) {
    output.error(`${program} cannot be run`);
    const settings = "Open Settings";
    const said = `copydesk was not found (${program}). Install it, or say in the settings where it is.`;
    void vscode.window.showErrorMessage(said, settings).then((chosen) => {
      if (chosen === settings) {
        void vscode.commands.executeCommand("workbench.action.openSettings", "copydesk.path");
      }
    });
    return;
  }
  output.info(`${program}, version ${version}`);
  const serverOptions: ServerOptions = { command: program, args: ["server"] };
  const schemes = ["file", "untitled"];
  const languages = ["markdown", "plaintext"].flatMap((language) => schemes.map((scheme) => ({ scheme, language })));
  const settings = vscode.workspace.getConfiguration("copydesk");
  const clientOptions: LanguageClientOptions = {
    documentSelector: [...languages, { scheme: "file", pattern: "**/*.toml" }],
    initializationOptions: { inlayHints: settings.get("inlayHints", false), placesCursor: true },
    synchronize: { configurationSection: "copydesk" },
    outputChannel: output,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
  };
  client = new LanguageClient("copydesk", "copydesk", serverOptions, clientOptions);
  await client.start();
}

async function stop(): Promise<void> {
  const running = client;
  client = undefined;
  await running?.dispose();
}
