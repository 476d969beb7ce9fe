/** Where cards stand in a column so that none covers another and the current one is where it wants to be. */

export interface Box {
  wanted: number;
  height: number;
}

export interface Arranged {
  tops: number[];
  /** How many of the first find no room above the current one. */
  tucked: number;
}

/** `current` may be -1: then the first card is where it wants to be, and the others follow. */
export function arrange(boxes: readonly Box[], current: number, gap: number): Arranged {
  const tops = boxes.map((box) => box.wanted);
  const start = Math.max(current, 0);
  let end = -Infinity;
  for (let at = start; at < boxes.length; at++) {
    const box = boxes[at];
    if (!box) break;
    const top = Math.max(box.wanted, end, 0);
    tops[at] = top;
    end = top + box.height + gap;
  }
  let limit = tops[start] ?? 0;
  let tucked = 0;
  for (let at = start - 1; at >= 0; at--) {
    const box = boxes[at];
    if (!box) break;
    const top = Math.min(box.wanted, limit - gap - box.height);
    if (top < 0) {
      tucked = at + 1;
      break;
    }
    tops[at] = top;
    limit = top;
  }
  return { tops, tucked };
}
