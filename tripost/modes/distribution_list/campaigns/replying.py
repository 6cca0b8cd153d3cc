"""Where do answers to a campaign go? Looked up once, when it is built (law 5)."""

from tripost.modes.distribution_list.campaigns.queries import Campaign
from tripost.modes.distribution_list.posting.settings import Settings
from tripost.store.reads import Reader

Named = tuple[str, str]  # name, address


def answers_to(reader: Reader, *, campaign: Campaign, how: Settings) -> Named:
    """By the campaign, else by the list's policy. Who is gone leaves it to whoever sends it."""
    policy = campaign.reply_to or how.reply_to
    found: Named | None = None
    match policy:
        case "list":
            found = (how.name, how.email)
        case "fixed" if how.reply_fixed:
            found = ("", how.reply_fixed)
        case "inbox":
            found = _inbox(reader, campaign=campaign, how=how)
    return found or _author(reader, campaign=campaign) or (how.name, how.email)


def _inbox(reader: Reader, *, campaign: Campaign, how: Settings) -> Named | None:
    """The campaign's own inbox, else the list's."""
    if campaign.reply_to == "inbox" and campaign.reply_inbox is not None:
        row = reader.row(
            "SELECT name, email FROM addresses_address WHERE email = %s", (campaign.reply_inbox,)
        )
        if row is not None:
            return row[0], row[1]
    if how.reply_inbox_email:
        return how.reply_inbox_name, how.reply_inbox_email
    return None


def _author(reader: Reader, *, campaign: Campaign) -> Named | None:
    """Who asked for it to leave; before that, who wrote it."""
    email = campaign.asked_by or campaign.created_by
    row = reader.row("SELECT name, address FROM people_user WHERE address = %s", (email or "",))
    return (row[0], row[1]) if row is not None else None
