/** Menus and popovers that cost nothing until they are first opened: most never are. */
import {
  cloneElement,
  useEffect,
  useRef,
  useState,
  type HTMLAttributes,
  type ReactElement,
  type ReactNode,
} from "react";
import { Menu, Popover, type MenuProps, type PopoverProps } from "@mantine/core";

interface Late {
  /** What opens it: one button. */
  button: ReactElement<HTMLAttributes<HTMLElement>>;
  /** Asked for when it opens. */
  children: () => ReactNode;
}

type Layout = Pick<MenuProps & PopoverProps, "position" | "width">;

export function LateMenu({ button, ...rest }: Late & Layout) {
  const [wanted, setWanted] = useState(false);
  if (wanted) return <OpenedMenu button={button} {...rest} />;
  const more = { onClick: () => setWanted(true), "aria-haspopup": "menu" as const };
  return cloneElement(button, { ...more, "aria-expanded": false });
}

function OpenedMenu({ button, children, ...layout }: Late & Layout) {
  const [opened, setOpened, box] = useOpening();
  return (
    <span ref={box} style={{ display: "contents" }}>
      <Menu {...layout} opened={opened} onChange={setOpened}>
        <Menu.Target>{button}</Menu.Target>
        <Menu.Dropdown mah="70vh" style={{ overflowY: "auto" }}>
          {children()}
        </Menu.Dropdown>
      </Menu>
    </span>
  );
}

export function LatePopover({ button, ...rest }: Late & Layout) {
  const [wanted, setWanted] = useState(false);
  if (wanted) return <OpenedPopover button={button} {...rest} />;
  const more = { onClick: () => setWanted(true), "aria-haspopup": "dialog" as const };
  return cloneElement(button, { ...more, "aria-expanded": false });
}

function OpenedPopover({ button, children, ...layout }: Late & Layout) {
  const [opened, setOpened, box] = useOpening();
  return (
    <span ref={box} style={{ display: "contents" }}>
      <Popover {...layout} opened={opened} onChange={setOpened} trapFocus>
        <Popover.Target>
          {cloneElement(button, { onClick: () => setOpened(!opened) })}
        </Popover.Target>
        <Popover.Dropdown>{children()}</Popover.Dropdown>
      </Popover>
    </span>
  );
}

/** The button is another one now: it takes the focus, so that it comes back to it; then it opens. */
function useOpening() {
  const [opened, setOpened] = useState(false);
  const box = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    box.current?.querySelector<HTMLElement>("button")?.focus({ preventScroll: true });
    setOpened(true);
  }, []);
  return [opened, setOpened, box] as const;
}
