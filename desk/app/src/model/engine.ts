/** Asks the library in its thread. */

import type { Begun, Checked, Edit, Listed, Review, Setup, SetUp, Why, WordRead } from "../types.js";
import { unpackedLibrary } from "./library.js";
import LibraryWorker from "./worker.js?worker&inline";

export interface Question {
  id: number;
  method: string;
  given: unknown[];
}

interface Answer {
  id: number;
  answer?: unknown;
  fault?: string;
}

interface Waiting {
  resolve: (answer: unknown) => void;
  reject: (fault: Error) => void;
}

export class Engine {
  private readonly worker = new LibraryWorker();
  private readonly waiting = new Map<number, Waiting>();
  private next = 0;
  private isReady = false;
  /** The library, once it can be asked; what is asked before waits. */
  readonly ready: Promise<WebAssembly.Module>;

  constructor() {
    this.ready = this.start();
    this.worker.addEventListener("message", (event: MessageEvent<Answer>) => this.take(event.data));
  }

  /** Unpacks the library and starts it. */
  private async start(): Promise<WebAssembly.Module> {
    const started = new Promise<void>((resolve, reject) => {
      this.worker.addEventListener("message", () => resolve(), { once: true });
      this.worker.addEventListener("error", (event) => reject(new Error(event.message)), { once: true });
    });
    const module = await WebAssembly.compile(await unpackedLibrary());
    this.worker.postMessage({ module });
    await started;
    this.isReady = true;
    return module;
  }

  setUp(setup: Setup): Promise<SetUp> {
    return this.json("set_up", JSON.stringify(setup));
  }

  async put(name: string, text: string): Promise<void> {
    await this.ask("put", name, text);
  }

  putWord(name: string, bytes: Uint8Array): Promise<WordRead> {
    return this.json("put_word", name, bytes);
  }

  async takeAway(name: string): Promise<void> {
    await this.ask("take", name);
  }

  check(name: string): Promise<Checked | null> {
    return this.json("check", name);
  }

  /** The same at a glance, with no fix: those have to be tried out. */
  glance(name: string): Promise<Checked | null> {
    return this.json("glance", name);
  }

  /** The proof of all drafts, without the remarks that are named by draft and id. */
  proof(leftOut: [string, string][]): Promise<string> {
    return this.ask("proof", JSON.stringify(leftOut)) as Promise<string>;
  }

  report(name: string): Promise<string> {
    return this.ask("report", name) as Promise<string>;
  }

  mend(name: string): Promise<Edit[]> {
    return this.json("mend", name);
  }

  list(): Promise<Listed[]> {
    return this.json("list");
  }

  why(rule: string): Promise<Why | null> {
    return this.json("why", rule);
  }

  begin(wish: { house: string; title: string; author: string; date: string; number: number | null }): Promise<Begun | { fault: string }> {
    return this.json("begin", JSON.stringify(wish));
  }

  review(name: string, review: Review): Promise<Uint8Array> {
    return this.ask("review", name, JSON.stringify(review)) as Promise<Uint8Array>;
  }

  private async json<T>(method: string, ...given: unknown[]): Promise<T> {
    return JSON.parse((await this.ask(method, ...given)) as string) as T;
  }

  private ask(method: string, ...given: unknown[]): Promise<unknown> {
    const id = this.next++;
    return new Promise((resolve, reject) => {
      const post = () => {
        this.waiting.set(id, { resolve, reject });
        this.worker.postMessage({ id, method, given } satisfies Question);
      };
      if (this.isReady) post();
      else this.ready.then(post, reject);
    });
  }

  private take({ id, answer, fault }: Answer): void {
    const waiting = this.waiting.get(id);
    if (!waiting) return;
    this.waiting.delete(id);
    if (fault === undefined) waiting.resolve(answer);
    else waiting.reject(new Error(fault));
  }
}
