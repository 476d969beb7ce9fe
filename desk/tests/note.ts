/** A note without fault, and the same with slips in it, for the stories. Invented, as everything here. */

export const GOOD = `GP Short Notes

GP Short Notes # 612, 8 October 2022

Ferrow: The harvest that nobody picked
Ama Thorvald

What happened?
On 4 October, the growers of Ferrow gave up on a third of the vines. The grapes were left to the starlings.

On 6 October, the cooperative opened its cellar to pickers from other valleys. Forty came, and they brought their own baskets.

What is the background?
First, a summer without rain. The springs above the village ran dry in June, and the tankers came too late.

Second, a contract without water. The National Growers Board (NGB) writes the contracts for all pickers. Nobody had thought of a tap.

What does it mean?
First, the NGB has to write new contracts. It has promised a draft by the spring.

Second, the wine will be rare. Merchants have doubled its price.
`;

/** Eight slips: heading, date form, ordinal, doubled word, ordinal order, double mark, glued word, another heading. */
export const SLIPS: [string, string][] = [
  ["What is the background?", "What is the backgruond?"],
  ["On 6 October, the coop", "On October 6, the coop"],
  ["First, a summer", "Firstly, a summer"],
  ["for all pickers", "for for all pickers"],
  ["Second, the wine", "Third, the wine"],
  ["starlings.", "starlings.."],
  ["Forty came, and", "Forty came ,and"],
  ["What does it mean?", "What does it mean"],
];

export function withSlips(slips: readonly [string, string][] = SLIPS, note = GOOD): string {
  return slips.reduce((text, [right, wrong]) => text.replace(right, wrong), note);
}

const escaped = (text: string): string => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");

/** The clipboard of Word for a text: conditional comments, styles, spans of its own. */
export function wordClipboard(note: string): string {
  const paragraphs = note
    .trim()
    .split(/\n+/)
    .map((line) =>
      line.startsWith("What ")
        ? `<h2><span lang=EN-GB style='mso-ansi-language:EN-GB'>${escaped(line)}<o:p></o:p></span></h2>`
        : `<p class=MsoNormal><span lang=EN-GB\nstyle='font-size:12.0pt;line-height:107%;mso-ansi-language:EN-GB'>${escaped(line).replace(" the ", " the\n")}<o:p></o:p></span></p>\n\n<p class=MsoNormal><o:p>&nbsp;</o:p></p>`,
    );
  return `<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta name=Generator content="Microsoft Word 15"><!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal {margin:0cm; font-family:"Calibri",sans-serif;} --></style></head>
<body lang=EN-US><!--StartFragment-->
${paragraphs.join("\n")}
<!--EndFragment--></body></html>`;
}
