/** The kinds of blocks with name and sign. */
import { msg } from "@lingui/core/macro";
import type { MessageDescriptor } from "@lingui/core";
import {
  IconAlignLeft,
  IconColumns2,
  IconHeading,
  IconPhoto,
  IconRectangle,
  IconSeparator,
  IconSpacingVertical,
  type Icon,
} from "@tabler/icons-react";
import type { Kind } from "./blocks.ts";

export const KIND: Record<Kind, { name: MessageDescriptor; Icon: Icon }> = {
  heading: { name: msg`Heading`, Icon: IconHeading },
  text: { name: msg({ message: "Text", context: "block" }), Icon: IconAlignLeft },
  image: { name: msg`Picture`, Icon: IconPhoto },
  button: { name: msg({ message: "Button", context: "block" }), Icon: IconRectangle },
  divider: { name: msg`Line`, Icon: IconSeparator },
  spacer: { name: msg`Gap`, Icon: IconSpacingVertical },
  columns: { name: msg`Columns`, Icon: IconColumns2 },
};
