/** May this be sent, and if not, why not? Pure. */
export type Refusal = "empty" | "nobody" | "uploading" | "sending";

export interface Wish {
  text: string;
  attachments: number;
  recipients: number;
  uploading: number;
  sending: boolean;
  /** A post to a list goes to its subscribers. */
  toList?: boolean;
  /** A forward says enough by what it hands on. */
  handsOn?: boolean;
}

export function refusal(wish: Wish): Refusal | null {
  if (wish.sending) return "sending";
  if (wish.uploading > 0) return "uploading";
  if (wish.recipients === 0 && !wish.toList) return "nobody";
  if (wish.text.trim() === "" && wish.attachments === 0 && !wish.handsOn) return "empty";
  return null;
}
