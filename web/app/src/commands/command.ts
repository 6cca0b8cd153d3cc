/** A thing a person can do: feeds keys, buttons, menus, the palette and the help. */
import type { MessageDescriptor } from "@lingui/core";
import type { ComponentType } from "react";
import type { Scene } from "./scene.ts";

export type Group = "conversation" | "write" | "go" | "app";

export interface Command {
  id: string;
  title: MessageDescriptor;
  /** What it would do right now, where that differs: "Take the star off". */
  titleNow?: (scene: Scene) => MessageDescriptor;
  group: Group;
  icon?: ComponentType<{ size?: number; stroke?: number }>;
  /** "e", "Shift+E", "Ctrl+K", or two in a row: "g m". */
  keys?: string;
  /** Works inside of text fields as well (only with Ctrl). */
  everywhere?: boolean;
  /** May it be done now? Left out: always. */
  when?: (scene: Scene) => boolean;
  run: (scene: Scene) => void;
}

export function titleOf(command: Command, scene: Scene): MessageDescriptor {
  return command.titleNow?.(scene) ?? command.title;
}
