/** The stream continues from its cursor, waits longer each time, and says when it is signed out. */
import { expect, test } from "vitest";
import { backoff, Stream, type Frame, type Socket } from "./stream.ts";

class Line implements Socket {
  onopen = null;
  onmessage: ((event: { data: unknown }) => unknown) | null = null;
  onclose: ((event: { code: number }) => unknown) | null = null;
  sent: string[] = [];
  send(text: string) {
    this.sent.push(text);
  }
  close() {
    this.onclose?.({ code: 1000 });
  }
  says(frame: object) {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
}

function world() {
  const urls: string[] = [];
  const lines: Line[] = [];
  const waits: number[] = [];
  const heard: Frame[] = [];
  const states: boolean[] = [];
  let again: () => void = () => undefined;
  let refused = 0;
  const stream = new Stream("ws://x/stream", {
    world: {
      open(url) {
        urls.push(url);
        const line = new Line();
        lines.push(line);
        return line;
      },
      later(run, ms) {
        again = run;
        waits.push(ms);
      },
      random: () => 1,
    },
    take: (frame) => heard.push(frame),
    online: (yes) => states.push(yes),
    refused: () => refused++,
  });
  stream.start();
  const line = () => {
    const last = lines.at(-1);
    if (!last) throw new Error("no line");
    return last;
  };
  return { stream, urls, line, waits, heard, states, again: () => again(), refused: () => refused };
}

test("after a break it continues from the last change", () => {
  const w = world();
  w.line().says({ type: "hello", cursor: "c1" });
  w.line().says({ type: "change", cursor: "c 7", kind: "note.added" });
  w.line().onclose?.({ code: 1006 });
  w.again();
  expect(w.urls).toEqual(["ws://x/stream", "ws://x/stream?cursor=c%207"]);
  expect(w.states).toEqual([true, false]);
});

test("too old a cursor is forgotten", () => {
  const w = world();
  w.line().says({ type: "hello", cursor: "c1" });
  w.line().says({ type: "reset" });
  w.line().onclose?.({ code: 1006 });
  w.again();
  expect(w.urls.at(-1)).toBe("ws://x/stream");
  expect(w.heard.map((frame) => frame.type)).toEqual(["hello", "reset"]);
});

test("waits double up to half a minute and begin anew after a hello", () => {
  const w = world();
  for (let n = 0; n < 8; n++) {
    w.line().onclose?.({ code: 1006 });
    w.again();
  }
  expect(w.waits).toEqual([500, 1000, 2000, 4000, 8000, 16000, 30000, 30000]);
  w.line().says({ type: "hello", cursor: "c" });
  w.line().onclose?.({ code: 1006 });
  expect(w.waits.at(-1)).toBe(500);
});

test("chance shortens a wait by at most half", () => {
  expect(backoff(3, () => 0)).toBe(2000);
  expect(backoff(3, () => 1)).toBe(4000);
});

test("signed out is said, and an ended stream stays away", () => {
  const w = world();
  w.line().onclose?.({ code: 4401 });
  expect(w.refused()).toBe(1);
  const waits = w.waits.length;
  w.again();
  w.stream.end();
  expect(w.waits.length).toBe(waits);
});
