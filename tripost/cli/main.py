"""The `tripost` command: each verb translates and calls one action."""

from typing import Annotated

import typer

from tripost.cli import house, serving
from tripost.cli.entries import addresses, app_passwords, domains, tokens, users

app = typer.Typer(
    help="One address, three ways to work on it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(tokens, name="token")
app.add_typer(app_passwords, name="app-password")
app.add_typer(domains, name="domain")
app.add_typer(addresses, name="address")
app.add_typer(users, name="user")


@app.command()
def serve(
    verbose: Annotated[bool, typer.Option(help="Tell every step on standard error.")] = False,
) -> None:
    """Run the server until Ctrl+C: web app, SMTP, LMTP and what works behind them."""
    serving.serve(verbose=verbose)


@app.command()
def demo() -> None:
    """Load the demo world into an empty data folder."""
    with house.services() as services:
        serving.load_demo(services)
    typer.echo("The demo world is there. Sign in as anna with the password tripost-demo.")


@app.command()
def doctor() -> None:
    """Check that ledger, mails, conversations and search agree (exit code 1 if not), and DNS."""
    with house.services(begun=True) as services:
        from tripost.addresses.checks import told
        from tripost.inbound.doctor import examine

        found = examine(services.reader, services.blobs)
        in_dns = list(told(services.reader, services.settings))
    for line in found.told:
        typer.echo(line)
    for line in in_dns:
        typer.echo(f"DNS    {line}")
    for line in found.wrong:
        typer.echo(f"WRONG  {line}", err=True)
    if found.wrong:
        raise SystemExit(1)
    typer.echo("All is well.")


@app.command()
def queue() -> None:
    """What waits: incoming mail, outgoing mail, jobs."""
    with house.services(begun=True) as services:
        from tripost.cli.waiting import lines

        for line in lines(services.reader):
            typer.echo(line)


def run() -> None:
    """The entry point of the `tripost` script."""
    app(prog_name="tripost")


if __name__ == "__main__":
    run()
