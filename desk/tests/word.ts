/** Drafts as Word documents, a paragraph a line. */

import { zipped } from "../app/src/text/zip.ts";

const MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";

const escaped = (text: string): string => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "").replace(/&/g, "&amp;").replace(/</g, "&lt;");

/** The document of a text. A line that opens with `#` is a heading; so is one that `isHeading` knows. */
export function wordDocument(text: string, isHeading: (line: string) => boolean = () => false): Uint8Array {
  const lines = text.replace(/^\ufeff/, "").split(/\r\n|\r|\n/).filter((line) => line.trim() !== "");
  const paragraphs = lines.map((line) => {
    const marks = /^(#{1,6}) +/.exec(line);
    const level = marks?.[1]?.length ?? (isHeading(line) ? 2 : 0);
    const style = level === 0 ? "" : `<w:pPr><w:pStyle w:val="H${level}"/></w:pPr>`;
    return `<w:p>${style}<w:r><w:t xml:space="preserve">${escaped(line.slice(marks?.[0].length ?? 0))}</w:t></w:r></w:p>`;
  });
  const styles = [1, 2, 3, 4, 5, 6].map((level) => `<w:style w:type="paragraph" w:styleId="H${level}"><w:name w:val="heading ${level}"/></w:style>`);
  const parts: [string, string][] = [
    [
      "[Content_Types].xml",
      `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
    ],
    ["_rels/.rels", `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>`],
    ["word/document.xml", `<w:document xmlns:w="${MAIN}"><w:body>${paragraphs.join("")}</w:body></w:document>`],
    ["word/styles.xml", `<w:styles xmlns:w="${MAIN}">${styles.join("")}</w:styles>`],
    ["word/_rels/document.xml.rels", `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`],
  ];
  return zipped(parts.map(([name, part]) => ({ name, bytes: new TextEncoder().encode(part) })));
}
