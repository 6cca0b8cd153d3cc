"""`tripost token`, `app-password`, `domain`, `address`, `user`: put things into the house."""

from typing import TYPE_CHECKING, Annotated

import typer

from tripost.cli import house

if TYPE_CHECKING:
    from tripost.people.models import User

tokens = typer.Typer(help="Secrets for programs that use the API.", no_args_is_help=True)
app_passwords = typer.Typer(help="Secrets for mail programs.", no_args_is_help=True)
domains = typer.Typer(help="The mail domains of this organisation.", no_args_is_help=True)
addresses = typer.Typer(help="The group addresses people work with.", no_args_is_help=True)
users = typer.Typer(help="The people who sign in.", no_args_is_help=True)

UserName = Annotated[str, typer.Argument(metavar="USER", help="A name (anna) or an address.")]


@tokens.command("create")
def token_create(
    user: UserName,
    name: Annotated[str, typer.Option(help="What it is for, as its person sees it.")] = "",
    read_only: Annotated[bool, typer.Option(help="It may look and change nothing.")] = False,
) -> None:
    """Make an API token and print it alone; it is not shown again."""
    _secret(user, kind="api", scopes="read" if read_only else "api", name=name)


@app_passwords.command("create")
def app_password_create(
    user: UserName,
    name: Annotated[str, typer.Option(help="What it is for, as its person sees it.")] = "",
    scope: Annotated[str, typer.Option(help="Of imap, smtp, dav; by commas.")] = "imap,smtp,dav",
) -> None:
    """Make a password for a mail program and print it alone; it is not shown again."""
    scopes = [one.strip() for one in scope.split(",") if one.strip()]
    unknown = [one for one in scopes if one not in ("imap", "smtp", "dav")]
    if unknown or not scopes:
        house.give_up(f"--scope: wants imap, smtp, dav by commas, not {scope!r}.")
    _secret(user, kind="app-password", scopes=",".join(scopes), name=name)


@domains.command("add")
def domain_add(
    name: Annotated[str, typer.Argument(help="For example acme.example.")],
    full: Annotated[
        bool, typer.Option(help="All its mailboxes live here, not only groups.")
    ] = False,
) -> None:
    """Host a mail domain; prints the DNS records to set."""
    with house.services() as services:
        from tripost.addresses import actions, queries

        keys = actions.new_keys()
        made = house.do(
            services,
            lambda: actions.add_domain(
                name, keys=keys, kind="full" if full else "split", by=None, at=services.clock()
            ),
        )
        url = services.settings.public_url
        records = queries.records_of(services.reader, domain=made.pk, base_url=url)
    for record in records:
        typer.echo(f"{record.name}\t{record.type}\t{record.value}")


@addresses.command("add")
def address_add(
    email: Annotated[str, typer.Argument(help="For example support@acme.example.")],
    mode: Annotated[str, typer.Option(help="list, mailbox or inbox.")] = "inbox",
    name: Annotated[str, typer.Option(help="What others see as the sender.")] = "",
) -> None:
    """Make a group address."""
    with house.services() as services:
        from tripost.addresses import actions

        house.do(
            services,
            lambda: actions.add_address(
                email, name=name or email.partition("@")[0], mode=mode, by=None, at=services.clock()
            ),
        )
        url = services.settings.public_url
    typer.echo(f"{email} is there, and nobody reads it yet: give rights at {url}/admin")


@users.command("add")
def user_add(
    address: Annotated[str, typer.Argument(help="Their own mail address.")],
    name: Annotated[str, typer.Option(help="Their full name.")] = "",
    administrator: Annotated[bool, typer.Option(help="May set up the installation.")] = False,
    password: Annotated[
        str, typer.Option(prompt=True, hide_input=True, confirmation_prompt=True)
    ] = "",
) -> None:
    """Give a person a login."""
    with house.services() as services:
        from django.contrib.auth.hashers import make_password

        from tripost.kit.entered import BadInput
        from tripost.people import actions

        try:
            hashed = make_password(actions.clean_password(password))
        except BadInput as wrong:
            house.give_up(str(wrong))
        new = actions.NewUser(
            address=address,
            name=name or address.partition("@")[0],
            role="administrator" if administrator else "member",
            password=hashed,
        )
        house.do(services, lambda: actions.add_user(new, by=None, at=services.clock()))


def _secret(user: str, *, kind: str, scopes: str, name: str) -> None:
    with house.services() as services:
        from tripost.kit.entered import BadInput
        from tripost.people import tokens as kept

        person, secret, at = _person(user), kept.new_secret(), services.clock()

        def make() -> None:
            clean = kept.clean_name(name) if name else ""
            kept.create(person.pk, at=at, secret=secret, kind=kind, scopes=scopes, name=clean)

        try:
            house.do(services, make)
        except BadInput as wrong:
            house.give_up(str(wrong))
    typer.echo(secret)


def _person(user: str) -> "User":
    from tripost.people.sign_in import find_user

    found = find_user(user)
    if found is None:
        house.give_up(f"There is no user {user!r}, or more than one begins so.")
    return found
