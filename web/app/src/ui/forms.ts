/** Fields of forms: Mantine's, in our colours. Features import them from here, never from Mantine. */
export {
  Checkbox,
  Menu,
  Modal,
  NumberInput,
  PasswordInput,
  Popover,
  Radio,
  SegmentedControl,
  Select,
  Switch,
  Table,
  Tabs,
  TextInput,
  Textarea,
  Tooltip,
} from "@mantine/core";
