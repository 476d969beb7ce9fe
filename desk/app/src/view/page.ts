/** What of the page its commands reach. The page itself draws them, and so knows them. */

import type { Desk } from "../model/desk.js";

export interface Page {
  readonly desk: Desk;
  /** Shows the desk where there is a draft, else the first screen. */
  show(): void;
  /** Puts the cards where their marks are. */
  arrange(): void;
}
