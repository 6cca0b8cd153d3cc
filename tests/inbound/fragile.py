"""A reader that dies, hangs or stumbles over mails that ask for it; else the real one."""

import os
import signal
import time

from tripost.inbound.reader import MEMORY, serve
from tripost.inbound.reading import Reading, Task, read


def fragile(task: Task) -> Reading | str:
    """What a mail does to its reader is in its text."""
    if b"kill-the-reader" in task.raw:
        os.kill(os.getpid(), signal.SIGKILL)
    if b"hang-the-reader" in task.raw:
        time.sleep(60)
    if b"stumble" in task.raw:
        return "ValueError: stumbled"
    return read(task)


if __name__ == "__main__":
    serve(Task, fragile, memory=MEMORY)
