// The language server: started, started again and stopped. What keeps it from running is told where one looks, and not in a notification.

import * as vscode from "vscode";
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  RevealOutputChannelOn,
  type CloseHandlerResult,
  type ErrorHandler,
  type LanguageClientOptions,
} from "vscode-languageclient/node";
import { findProgram, type Program } from "./program";

/** So often in so many milliseconds it may end by itself before it is given up. */
const ENDS = 4;
const SPAN = 180_000;

export class Server implements vscode.Disposable, ErrorHandler {
  private readonly changed = new vscode.EventEmitter<void>();
  private running: Client | undefined;
  private turn: Promise<void> = Promise.resolve();
  private ends: number[] = [];
  private fault: string | undefined;

  /** It began to run, or ceased to. */
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly output: vscode.LogOutputChannel,
  ) {}

  /** What speaks with it, while it runs. */
  get client(): LanguageClient | undefined {
    return this.running?.isRunning() ? this.running : undefined;
  }

  /** Why it does not run. */
  get problem(): string | undefined {
    return this.fault;
  }

  showOutput(): void {
    this.output.show();
  }

  /** Starts it, anew if it runs. */
  restart(): Promise<void> {
    return this.after(async () => {
      await this.end();
      this.ends = [];
      await this.start();
    });
  }

  stop(): Promise<void> {
    return this.after(() => this.end());
  }

  dispose(): void {
    this.changed.dispose();
  }

  error(): { action: ErrorAction; handled: boolean } {
    return { action: ErrorAction.Continue, handled: true };
  }

  closed(): CloseHandlerResult {
    const now = Date.now();
    this.ends = [...this.ends.filter((end) => now - end < SPAN), now];
    if (this.ends.length < ENDS) {
      return { action: CloseAction.Restart, handled: true };
    }
    this.tell("copydesk has ended several times and is not started again. The output says more.");
    return { action: CloseAction.DoNotRestart, handled: true };
  }

  /** One after the other: two that start would leave one that nobody stops. */
  private after(work: () => Promise<void>): Promise<void> {
    this.turn = this.turn.then(work, work);
    return this.turn;
  }

  private async start(): Promise<void> {
    let program: Program;
    try {
      program = await findProgram(this.context);
    } catch (error) {
      this.output.error(message(error));
      this.tell(message(error));
      return;
    }
    this.output.info(`${program.path}, version ${program.version}`);
    try {
      this.running = new Client("copydesk", "copydesk", { command: program.path, args: ["server"] }, this.options());
      this.running.onDidChangeState(() => this.changed.fire());
      await this.running.start();
      this.tell(undefined);
    } catch (error) {
      this.output.error(message(error));
      this.tell(`${program.path}, version ${program.version}, does not work as a language server. The output says more.`);
      await this.end();
    }
  }

  private async end(): Promise<void> {
    const ending = this.running;
    this.running = undefined;
    await ending?.dispose().catch((error: unknown) => this.output.info(message(error)));
  }

  private tell(problem: string | undefined): void {
    this.fault = problem;
    this.changed.fire();
  }

  private options(): LanguageClientOptions {
    const schemes = ["file", "untitled"];
    const languages = ["markdown", "plaintext"].flatMap((language) => schemes.map((scheme) => ({ scheme, language })));
    const settings = vscode.workspace.getConfiguration("copydesk");
    return {
      documentSelector: [...languages, { scheme: "file", pattern: "**/*.toml" }],
      initializationOptions: { inlayHints: settings.get("inlayHints", false), placesCursor: true },
      synchronize: { configurationSection: "copydesk" },
      outputChannel: this.output,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      errorHandler: this,
      initializationFailedHandler: () => false,
    };
  }
}

/** It writes what goes wrong to the output only. */
class Client extends LanguageClient {
  override error(what: string, data?: unknown): void {
    super.error(what, data, false);
  }
}

export function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
