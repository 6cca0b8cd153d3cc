/** The WebSocket: says from where it continues, reconnects with backoff, hands on what arrives. */
export interface Change {
  type: "change";
  cursor: string;
  kind: string;
  address: string | null;
  conversation: string | null;
  actor: string | null;
  at: string;
  data: Record<string, unknown>;
}
export type PresenceState = "viewing" | "composing" | "elsewhere" | "sending";
export type Frame =
  | { type: "hello"; cursor: string }
  | Change
  | { type: "presence"; conversation: string; people: { user: string; state: PresenceState }[] }
  | { type: "reset" }
  | { type: "gone"; address?: string; conversation?: string };

/** What a stream needs of the world; tests give their own. */
export interface World {
  open: (url: string) => Socket;
  later: (run: () => void, ms: number) => unknown;
  random: () => number;
}
export interface Socket {
  onopen: ((event: never) => unknown) | null;
  onmessage: ((event: { data: unknown }) => unknown) | null;
  onclose: ((event: { code: number }) => unknown) | null;
  send: (text: string) => void;
  close: () => void;
}

const SIGNED_OUT = 4401;

/** Milliseconds before try number `tries`: 0.5 s doubling to 30 s, half of it by chance. */
export function backoff(tries: number, random: () => number): number {
  const most = Math.min(30_000, 500 * 2 ** tries);
  return Math.round(most / 2 + (most / 2) * random());
}

export class Stream {
  private cursor: string | null = null;
  private socket: Socket | null = null;
  private tries = 0;
  private ended = false;
  private readonly url: string;
  private readonly world: World;
  private readonly take: (frame: Frame) => void;
  private readonly online: (yes: boolean) => void;
  private readonly refused: () => void;

  constructor(
    url: string,
    hands: {
      world: World;
      take: (frame: Frame) => void;
      online: (yes: boolean) => void;
      /** The server knows us no longer. */
      refused: () => void;
    },
  ) {
    this.url = url;
    this.world = hands.world;
    this.take = hands.take;
    this.online = hands.online;
    this.refused = hands.refused;
  }

  start(): void {
    if (this.ended) return;
    const from = this.cursor === null ? "" : `?cursor=${encodeURIComponent(this.cursor)}`;
    const socket = this.world.open(this.url + from);
    this.socket = socket;
    socket.onmessage = ({ data }) => this.frame(String(data));
    socket.onclose = ({ code }) => this.closed(code);
  }

  end(): void {
    this.ended = true;
    this.socket?.close();
  }

  send(frame: object): boolean {
    if (!this.socket) return false;
    try {
      this.socket.send(JSON.stringify(frame));
      return true;
    } catch {
      return false; // still connecting, or just lost: said again by the next beat
    }
  }

  private frame(text: string): void {
    const frame = JSON.parse(text) as Frame;
    if (frame.type === "hello" || frame.type === "change") this.cursor = frame.cursor;
    if (frame.type === "hello") {
      this.tries = 0;
      this.online(true);
    }
    if (frame.type === "reset") this.cursor = null; // too old: everything is fetched afresh
    this.take(frame);
  }

  private closed(code: number): void {
    this.socket = null;
    if (code === SIGNED_OUT) this.refused();
    this.online(false);
    if (!this.ended) this.world.later(() => this.start(), backoff(this.tries++, this.world.random));
  }
}
