// Which program is run: the one that settings name, the one that comes with the extension, or the one on the PATH.

import { spawn } from "node:child_process";
import { access, constants } from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import * as vscode from "vscode";

/** A program that can be run. */
export interface Program {
  path: string;
  version: string;
}

/** The program to run; if there is none, fails with what to do about it. */
export async function findProgram(context: vscode.ExtensionContext): Promise<Program> {
  // In a folder that is not trusted, VS Code gives the user's own value.
  const named = vscode.workspace.getConfiguration("copydesk").get<string>("path", "").trim();
  if (named) {
    const program = await runnable(absolute(named));
    if (!program) {
      throw new Error(`copydesk cannot be started: the setting copydesk.path names ${absolute(named)}, which is no copydesk that can be run here.`);
    }
    return program;
  }
  const name = process.platform === "win32" ? "copydesk.exe" : "copydesk";
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  // Only folders from the root: a program of that name in the folder that is opened is nobody's choice.
  const places = [path.join(context.extensionPath, "server"), ...folders.filter((folder) => path.isAbsolute(folder))];
  for (const place of places) {
    const program = await runnable(path.join(place, name));
    if (program) {
      return program;
    }
  }
  throw new Error("copydesk was found neither in the extension nor on the PATH. Install it, or say in the setting copydesk.path where it is.");
}

/** A path as people write it in settings. */
function absolute(named: string): string {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? os.homedir();
  const spelt = named.replace(/^~(?=$|[\\/])/, () => os.homedir()).replaceAll("${workspaceFolder}", () => folder);
  return path.resolve(folder, spelt);
}

async function runnable(file: string): Promise<Program | undefined> {
  try {
    await access(file, constants.X_OK);
    const version = /^copydesk (\S+)/.exec(await run(file, ["--version"], { limit: 10_000 }))?.[1];
    return version ? { path: file, version } : undefined;
  } catch {
    return undefined;
  }
}

/** How a program is run. */
interface Running {
  /** What it reads. */
  input?: string;
  folder?: string;
  /** The milliseconds that it may take. */
  limit?: number;
}

/** What a program writes to its standard output, if it does its work: 1 says that something was found. */
export function run(program: string, args: string[], { input, folder, limit }: Running): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: folder, timeout: limit });
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
