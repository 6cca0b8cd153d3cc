"""Files of subscribers: the wire of looking at one, loading it, and taking it back."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, File, Form, Response, UploadFile
from fastapi.responses import StreamingResponse

from tripost.kit.entered import BadInput
from tripost.modes.distribution_list.subscribers import attributes
from tripost.modes.distribution_list.subscribers.asking import managed
from tripost.modes.distribution_list.subscribers.imports import actions, looking, queries, undoing
from tripost.modes.distribution_list.subscribers.imports.looking import FileShape
from tripost.modes.distribution_list.subscribers.imports.mapping import mapped, with_choices
from tripost.modes.distribution_list.subscribers.imports.queries import ImportShape
from tripost.people.door import Asked, answer, documented, listed, number
from tripost.store.reads import DjangoReader

router = APIRouter(tags=["subscribers"])
CSV = "text/csv; charset=utf-8"
NAME = 200  # characters


@router.post(
    "/addresses/{ident}/imports/preview", operation_id="preview_import", **documented(FileShape)
)
async def preview_import(ask: Asked, ident: str, file: Annotated[UploadFile, File()]) -> Response:
    """What a file holds and what its columns probably mean; nothing is kept."""
    place = await managed(ask, ident)
    raw = await file.read()

    def look() -> FileShape:
        return looking.looked_at(raw, known=attributes.of(DjangoReader(), place.id))

    return answer(await ask.work(look))


@router.post(
    "/addresses/{ident}/imports",
    operation_id="add_import",
    **documented(ImportShape, status=201),
)
async def add_import(
    ask: Asked,
    ident: str,
    file: Annotated[UploadFile, File()],
    mapping: Annotated[str, Form()],
    update: Annotated[bool, Form()] = False,
    evidence: Annotated[str, Form(max_length=actions.EVIDENCE)] = "",
) -> Response:
    """Load it in the background. `mapping`: a JSON list with the meaning of each column, in the
    words of the preview's guesses; `evidence`: where the consent of these people is kept."""
    place = await managed(ask, ident)
    raw = await file.read()
    name = _clean(file.filename or "")[:NAME]

    def prepare() -> actions.Beginning:
        form = looking.formed(raw)
        chosen = mapped(mapping, form, known=attributes.of(DjangoReader(), place.id))
        lines, seen = looking.counted(raw, form, chosen)
        return actions.Beginning(
            address=place.id,
            file=name,
            blob=ask.services.blobs.prepare(raw),
            form=form,
            mapped=with_choices(chosen, seen),
            lines=lines,
            update=update,
            evidence=_clean(evidence),
        )

    wish = await ask.work(prepare)
    made = await ask.write(partial(actions.begin, wish, by=ask.who.id, at=ask.now))
    shape = await ask.read(partial(queries.one, ident=made, address=place.id))
    return answer(shape, status=201)


@router.get(
    "/addresses/{ident}/imports",
    operation_id="list_imports",
    **documented(ImportShape, many=True),
)
async def list_imports(ask: Asked, ident: str) -> Response:
    """Newest first."""
    place = await managed(ask, ident)
    return listed(await ask.read(partial(queries.imports, address=place.id)))


@router.get(
    "/addresses/{ident}/imports/{load}", operation_id="get_import", **documented(ImportShape)
)
async def get_import(ask: Asked, ident: str, load: str) -> Response:
    """How far it came."""
    place = await managed(ask, ident)
    look = partial(queries.one, ident=number(load), address=place.id)
    return answer(await ask.read(look))


@router.get(
    "/addresses/{ident}/imports/{load}/errors.csv",
    operation_id="import_errors",
    response_class=StreamingResponse,
)
async def import_errors(ask: Asked, ident: str, load: str) -> Response:
    """The refused lines with their reasons, as a file."""
    place, ident_of = await managed(ask, ident), number(load)
    await ask.read(partial(queries.one, ident=ident_of, address=place.id))
    said = {"Content-Disposition": f'attachment; filename="errors-{ident_of}.csv"'}
    # A generator that is no coroutine is read in a thread of its own, not on the loop.
    return StreamingResponse(queries.errors(DjangoReader(), ident_of), media_type=CSV, headers=said)


@router.post(
    "/addresses/{ident}/imports/{load}/undo", operation_id="undo_import", **documented(ImportShape)
)
async def undo_import(ask: Asked, ident: str, load: str) -> Response:
    """Bring back what was before; what others have changed since stays, told as `kept`."""
    place, ident_of = await managed(ask, ident), number(load)
    look = partial(queries.one, ident=ident_of, address=place.id)
    await ask.read(look)
    await ask.write(partial(undoing.begin, ident_of, by=ask.who.id, at=ask.now))
    return answer(await ask.read(look))


def _clean(text: str) -> str:
    """Without what no database keeps."""
    if any(0xD800 <= ord(c) <= 0xDFFF for c in text):
        raise BadInput("bad-text", "A text holds a character that cannot be kept.")
    return text.replace("\0", "").strip()
