/** Who gets a list: searched, narrowed down, opened one by one, added, handed out as a file. */
import type { Address } from "../../../api/types.ts";
import { ListPage } from "../frame/ListPage.tsx";
import { AddMenu } from "./AddMenu.tsx";
import { Subscribers } from "./Subscribers.tsx";

export default function SubscribersPage() {
  return (
    <ListPage>
      {(list: Address) => <Subscribers key={list.id} list={list} add={<AddMenu id={list.id} />} />}
    </ListPage>
  );
}
