/** What jsdom lacks: layout for virtual lists, matchMedia for Mantine, and a running Lingui. */
import "@testing-library/jest-dom/vitest";
import { i18n } from "@lingui/core";
import { cleanup } from "@testing-library/react";
import { afterEach } from "vitest";

i18n.loadAndActivate({ locale: "en", messages: {} });
afterEach(cleanup);

Object.defineProperty(window, "matchMedia", {
  value: (query: string) => ({
    matches: false,
    media: query,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }),
});

class Observer {
  private readonly callback: ResizeObserverCallback;
  constructor(callback: ResizeObserverCallback) {
    this.callback = callback;
  }
  observe(target: Element) {
    const box = { inlineSize: 384, blockSize: 800 };
    const entry = { target, contentRect: { width: 384, height: 800 }, borderBoxSize: [box] };
    this.callback([entry as unknown as ResizeObserverEntry], this as unknown as ResizeObserver);
  }
  unobserve() {}
  disconnect() {}
}
Object.defineProperty(window, "ResizeObserver", { value: Observer });
for (const [name, size] of [
  ["offsetHeight", 800],
  ["offsetWidth", 384],
  ["clientHeight", 800],
  ["clientWidth", 384],
] as const)
  Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get: () => size });

Element.prototype.scrollIntoView = () => undefined;
