// Which program is run: the one that settings name, the one that comes with the extension, or the one on the PATH.

import { spawn } from "node:child_process";
import { access, constants } from "node:fs/promises";
import * as path from "node:path";
import * as vscode from "vscode";

export async function findProgram(context: vscode.ExtensionContext): Promise<string> {
  // In a folder that is not trusted, VS Code gives the user's own value.
  const named = vscode.workspace.getConfiguration("copydesk").get<string>("path", "").trim();
  if (named) {
    return named;
  }
  const name = process.platform === "win32" ? "copydesk.exe" : "copydesk";
  const own = path.join(context.extensionPath, "server", name);
  return (await isProgram(own)) ? own : name;
}

async function isProgram(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Whether the program can be run at all, and what it said of its version. */
export function versionOf(program: string): Promise<string | undefined> {
  return run(program, ["--version"], "", undefined).then(
    (said) => said.trim().split(/\s+/).pop(),
    () => undefined,
  );
}

/** What the program writes to its standard output, whatever it ends with but 2. */
export function run(program: string, args: string[], input: string, cwd: string | undefined): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd });
    let out = "";
    let complaint = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (complaint += text));
    child.on("error", reject);
    child.on("close", (code) => (code === 0 || code === 1 ? resolve(out) : reject(new Error(complaint.trim()))));
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
  });
}
