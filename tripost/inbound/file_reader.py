"""The reader process for attachments: files in, their words out. Imports only core."""

import logging
from typing import Final

from tripost.core.attachment_text.read import LIMIT, text_of
from tripost.core.attachment_text.unreadable import Unreadable
from tripost.core.terms import terms
from tripost.inbound.file_task import FileTask, FileWords
from tripost.inbound.reader import serve

MEMORY: Final = 1024 * 1024 * 1024  # bytes of address space


def words(task: FileTask) -> FileWords:
    """Never raises for what a file says; only for what the machine cannot give."""
    try:
        text = text_of(task.data, name=task.name, content_type=task.content_type, limit=LIMIT)
    except Unreadable as wrong:
        return FileWords("", str(wrong))
    except RecursionError:
        return FileWords("", "nested too deep")
    return FileWords(terms(text))


if __name__ == "__main__":
    # pypdf tells of every oddity of a stranger's file.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    serve(FileTask, words, memory=MEMORY)
