"""A reader of files that dies of one of them, as a hostile file might make it."""

import os

from tripost.inbound.file_reader import MEMORY, words
from tripost.inbound.file_task import FileTask, FileWords
from tripost.inbound.reader import serve


def fragile(task: FileTask) -> FileWords:
    if b"deadly" in task.data:
        os._exit(9)
    return words(task)


if __name__ == "__main__":
    serve(FileTask, fragile, memory=MEMORY)
