/** What can be done with a person: role, password, closing and opening the account. */
import { useLingui } from "@lingui/react/macro";
import { IconDots, IconKey, IconUserCheck, IconUserOff, IconUserShield } from "@tabler/icons-react";
import type { Colleague } from "../../api/types.ts";
import { IconButton } from "../../ui/Button.tsx";
import { Menu } from "../../ui/forms.ts";
import { said } from "../../ui/page/problems.ts";
import { toast } from "../../ui/toast.ts";
import { useChangePerson, type PersonWish } from "./remote.ts";

const ICON = { size: 16, stroke: 1.5 };

export function PersonMenu({ person, onPassword }: { person: Colleague; onPassword: () => void }) {
  const { t, i18n } = useLingui();
  const change = useChangePerson();
  const apply = (wish: PersonWish, back: PersonWish, text: string) =>
    change.mutate(
      { address: person.address, ...wish },
      {
        onSuccess: () =>
          toast({
            text,
            action: {
              label: t`Undo`,
              run: () => change.mutate({ address: person.address, ...back }),
            },
          }),
        onError: (error) => {
          const words = said(error);
          toast({ text: typeof words === "string" ? words : i18n._(words), tone: "danger" });
        },
      },
    );
  const { name } = person;
  const administrator = person.role === "administrator";
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <IconButton label={t`Change ${name}`}>
          <IconDots size={18} stroke={1.5} />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconUserShield {...ICON} />}
          onClick={() =>
            administrator
              ? apply({ role: "member" }, { role: "administrator" }, t`${name} is a member now.`)
              : apply(
                  { role: "administrator" },
                  { role: "member" },
                  t`${name} is an administrator now.`,
                )
          }
        >
          {administrator ? t`Make a member` : t`Make an administrator`}
        </Menu.Item>
        <Menu.Item leftSection={<IconKey {...ICON} />} onClick={onPassword}>
          {t`Set a password`}
        </Menu.Item>
        {person.active ? (
          <Menu.Item
            leftSection={<IconUserOff {...ICON} />}
            color="var(--danger)"
            onClick={() =>
              apply(
                { active: false },
                { active: true },
                t`${name} is signed out everywhere and cannot sign in.`,
              )
            }
          >
            {t`Close the account`}
          </Menu.Item>
        ) : (
          <Menu.Item
            leftSection={<IconUserCheck {...ICON} />}
            onClick={() =>
              apply({ active: true }, { active: false }, t`${name} may sign in again.`)
            }
          >
            {t`Open the account`}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
