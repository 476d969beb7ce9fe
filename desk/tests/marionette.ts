/** Firefox, asked by its own protocol: a length, a colon and a JSON list a message. It needs nothing but Firefox. */

import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, connect, type AddressInfo, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

interface Waiting {
  resolve: (answer: unknown) => void;
  reject: (fault: Error) => void;
}

export class Firefox {
  private readonly waiting = new Map<number, Waiting>();
  private next = 1;
  private received = Buffer.alloc(0);

  private constructor(
    private readonly process: ChildProcess,
    private readonly socket: Socket,
    private readonly profile: string,
  ) {
    socket.on("data", (data: Buffer) => this.take(data));
  }

  /** Starts one without a window, with a profile of its own. */
  static async start(program: string): Promise<Firefox> {
    const profile = mkdtempSync(join(tmpdir(), "desk-firefox-"));
    const port = await freePort();
    const wishes = { "marionette.port": port, "dom.disable_beforeunload": true, "browser.shell.checkDefaultBrowser": false, "datareporting.policy.dataSubmissionEnabled": false };
    writeFileSync(join(profile, "user.js"), Object.entries(wishes).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`).join(""));
    const running = spawn(program, ["--headless", "--marionette", "--no-remote", "--profile", profile], { stdio: "ignore", env: { ...process.env, MOZ_HEADLESS: "1", HOME: profile } });
    const firefox = new Firefox(running, await connected(port), profile);
    await firefox.ask("WebDriver:NewSession", { strictFileInteractability: false, unhandledPromptBehavior: "accept" });
    await firefox.ask("WebDriver:SetTimeouts", { script: 60_000 });
    return firefox;
  }

  async go(address: string): Promise<void> {
    await this.ask("WebDriver:Navigate", { url: address });
  }

  async resize(width: number, height: number): Promise<void> {
    await this.ask("WebDriver:SetWindowRect", { width, height });
  }

  /** Runs the body of an async function in the page; what it returns has to be JSON. */
  async run<T>(body: string, ...given: unknown[]): Promise<T> {
    const script = `const done = arguments[arguments.length - 1]; (async (...given) => { ${body} })(...[...arguments].slice(0, -1)).then((value) => done({ value: value ?? null }), (error) => done({ fault: String(error) }));`;
    const { value } = (await this.ask("WebDriver:ExecuteAsyncScript", { script, args: given })) as { value: { value?: T; fault?: string } };
    if (value.fault !== undefined) throw new Error(value.fault);
    return value.value as T;
  }

  /** Presses keys one after the other, those of a chord held together. */
  async press(...chord: string[]): Promise<void> {
    const actions = [...chord.map((value) => ({ type: "keyDown", value })), ...chord.toReversed().map((value) => ({ type: "keyUp", value }))];
    await this.ask("WebDriver:PerformActions", { actions: [{ type: "key", id: "keys", actions }] });
  }

  /** What the window shows, as a PNG. */
  async picture(): Promise<Buffer> {
    const { value } = (await this.ask("WebDriver:TakeScreenshot", { full: false })) as { value: string };
    return Buffer.from(value, "base64");
  }

  async quit(): Promise<void> {
    const ended = new Promise((resolve) => this.process.once("exit", resolve));
    await this.ask("Marionette:Quit", { flags: ["eForceQuit"] }).catch(() => this.process.kill());
    await ended;
    this.socket.destroy();
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }

  private ask(command: string, given: object): Promise<unknown> {
    const id = this.next++;
    const message = JSON.stringify([0, id, command, given]);
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.socket.write(`${Buffer.byteLength(message)}:${message}`);
    });
  }

  private take(data: Buffer): void {
    this.received = Buffer.concat([this.received, data]);
    for (;;) {
      const colon = this.received.indexOf(":");
      if (colon < 0) return;
      const end = colon + 1 + Number(this.received.subarray(0, colon).toString());
      if (this.received.length < end) return;
      const message = JSON.parse(this.received.subarray(colon + 1, end).toString()) as unknown;
      this.received = this.received.subarray(end);
      if (!Array.isArray(message)) continue;
      const [, id, fault, answer] = message as [number, number, { message: string } | null, unknown];
      const waiting = this.waiting.get(id);
      this.waiting.delete(id);
      if (fault) waiting?.reject(new Error(fault.message));
      else waiting?.resolve(answer);
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

async function connected(port: number): Promise<Socket> {
  for (let turn = 0; turn < 300; turn++) {
    const socket = await new Promise<Socket | null>((resolve) => {
      const socket = connect(port, "127.0.0.1");
      socket.once("connect", () => resolve(socket));
      socket.once("error", () => resolve(null));
    });
    if (socket) return socket;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error("Firefox does not answer");
}
