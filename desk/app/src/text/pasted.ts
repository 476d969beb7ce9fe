/**
 * What a clipboard holds as the house's plain form: a paragraph a block, headings as lines of their own, links kept, everything else that is
 * looks left out. The markup is read in a document that runs nothing and loads nothing.
 */

export interface Pasted {
  text: string;
  /** Whether links are in it, so that it is to be read as Markdown. */
  isMarkdown: boolean;
}

export function pasted(html: string): Pasted {
  const parsed = new DOMParser().parseFromString(html.replace(/^[\s\S]*?<!--StartFragment-->|<!--EndFragment-->[\s\S]*$/g, ""), "text/html");
  const writer = new Writer();
  writer.all(parsed.body);
  return writer.finish();
}

const BLOCKS = new Set(
  "ADDRESS ARTICLE ASIDE BLOCKQUOTE CAPTION DD DIV DL DT FIGCAPTION FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN NAV OL P PRE SECTION TABLE TBODY TFOOT THEAD TR UL".split(" "),
);
const LEFT_OUT = new Set("HEAD STYLE SCRIPT TEMPLATE NOSCRIPT IFRAME OBJECT EMBED SVG MATH IMG PICTURE VIDEO AUDIO CANVAS BUTTON INPUT SELECT TEXTAREA TITLE META LINK".split(" "));
/** Spaces that HTML folds; one that does not break is a space for a reader too. */
const SPACES = /[ \t\n\r\f\u00a0]+/g;

class Writer {
  private readonly blocks: string[] = [];
  /** Lines that a break ended, by their index: viewers of PDF break a paragraph wherever the page did. */
  private readonly broken = new Set<number>();
  private line = "";
  private hasLinks = false;
  private list: { ordered: boolean; next: number }[] = [];

  finish(): Pasted {
    this.end();
    const text = this.joined().join("\n\n");
    return { text: text === "" ? "" : `${text}\n`, isMarkdown: this.hasLinks };
  }

  /** Paragraphs whole: a line goes on where one of 60 characters or more ends no sentence, or where the next begins small. */
  private joined(): string[] {
    const whole: string[] = [];
    this.blocks.forEach((block, at) => {
      const before = this.blocks[at - 1] ?? "";
      const goesOn = this.broken.has(at - 1) && ((before.length >= 60 && !/[.?!:”"’)]$/.test(before)) || /^\p{Ll}/u.test(block));
      if (goesOn) whole.push(`${(whole.pop() ?? "").replace(/(?<=\p{L})\u00ad$/u, "")} ${block}`);
      else whole.push(block);
    });
    return whole;
  }

  all(parent: Node): void {
    for (const child of parent.childNodes) this.node(child);
  }

  private node(node: Node): void {
    if (node.nodeType === Node.TEXT_NODE) {
      const isKept = node.parentElement?.closest("pre, [style*='white-space:pre'], [style*='white-space: pre']");
      const text = node.textContent ?? "";
      if (isKept && /\n/.test(text)) text.split(/\r?\n/).forEach((line, at) => (at > 0 ? this.next(line) : this.add(line)));
      else this.add(text);
    } else if (node instanceof Element) this.element(node);
  }

  private element(element: Element): void {
    const { tagName } = element;
    if (LEFT_OUT.has(tagName.toUpperCase()) || isHidden(element)) return;
    if (tagName === "BR") return this.break();
    if (tagName === "A") return this.link(element);
    if (tagName === "LI") return this.item(element);
    if (tagName === "TD" || tagName === "TH") {
      if (this.line.trim() !== "") this.add(" ");
      return this.all(element);
    }
    if (!BLOCKS.has(tagName)) return this.all(element);
    this.end();
    const isList = tagName === "OL" || tagName === "UL";
    if (isList) this.list.push({ ordered: tagName === "OL", next: Number(element.getAttribute("start") ?? 1) || 1 });
    this.all(element);
    if (isList) this.list.pop();
    this.end();
  }

  private item(element: Element): void {
    this.end();
    const list = this.list.at(-1);
    if (list?.ordered) this.line = `${list.next++}. `;
    const before = this.line;
    this.all(element);
    if (this.line === before) this.line = "";
    this.end();
  }

  private link(element: Element): void {
    const address = trueAddress(element.getAttribute("href") ?? "");
    const before = this.line;
    this.line = "";
    this.all(element);
    const text = this.line.replace(SPACES, " ");
    this.line = before;
    const words = text.trim();
    if (address === null || words === "" || words.includes("[") || words.includes("]")) return this.add(text);
    this.hasLinks = true;
    const lead = text.startsWith(" ") ? " " : "";
    const tail = text.endsWith(" ") ? " " : "";
    this.line += `${lead}[${words}](${address})${tail}`;
  }

  private add(text: string): void {
    const folded = text.replace(SPACES, " ");
    this.line += this.line === "" ? folded.trimStart() : folded;
  }

  private break(): void {
    const before = this.blocks.length;
    this.end();
    if (this.blocks.length > before) this.broken.add(before);
    // An empty line ends a paragraph.
    else this.broken.delete(before - 1);
  }

  private next(line: string): void {
    this.end();
    this.add(line);
  }

  private end(): void {
    const line = this.line.trim();
    if (line !== "") this.blocks.push(line);
    this.line = "";
  }
}

function isHidden(element: Element): boolean {
  const style = element.getAttribute("style") ?? "";
  return element.hasAttribute("hidden") || /display\s*:\s*none|mso-hide\s*:\s*all/i.test(style);
}

/** Where a link leads, without the detours of mail programs; `null` where it is none that a note should have. */
export function trueAddress(address: string): string | null {
  let url: URL;
  try {
    url = new URL(address.trim());
  } catch {
    return null;
  }
  const detour =
    (url.hostname.endsWith("safelinks.protection.outlook.com") && url.searchParams.get("url")) ||
    (/(^|\.)google\.[a-z.]+$/.test(url.hostname) && url.pathname === "/url" && (url.searchParams.get("q") ?? url.searchParams.get("url")));
  if (detour) return trueAddress(detour);
  if (!["http:", "https:", "mailto:"].includes(url.protocol)) return null;
  return url.href.replace(/\(/g, "%28").replace(/\)/g, "%29");
}

/** What a plain clipboard is read as: Markdown by its marks, else text. */
export function isMarkdown(text: string): boolean {
  return /^#{1,6} \S|\]\(https?:|^\*\*[^*\n]+\*\*$|^---\n[\s\S]*?\n---\n/m.test(text);
}

/** Whether the HTML of a clipboard says more than its text: a code editor's colours, and a viewer's places, do not. */
export function isWorthReading(html: string): boolean {
  return /<(p|h[1-6]|li|a|br|div|table)[\s>]/i.test(html) && !/<meta[^>]*vscode|class="?(?:monaco|mtk)/i.test(html);
}
