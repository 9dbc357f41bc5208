"""Run one command, and turn whatever goes wrong into one sentence and an exit code."""

from __future__ import annotations

import errno
import os
import re
import sys
from collections.abc import Sequence

from workforce.cli.options import parser
from workforce.errors import WorkforceError

REFUSED = 2
UNEXPECTED = 3
INTERRUPTED = 130
TRACEBACK = "WORKFORCE_TRACEBACK"
FIXES = {
    "ENOSPC": "free some disk space and run the command again",
    "EFBIG": "free some disk space and run the command again",
    "EDQUOT": "free some disk space and run the command again",
    "EACCES": "allow this user to read and write there, or choose another folder",
    "EPERM": "allow this user to read and write there, or choose another folder",
    "EROFS": "choose a folder that can be written",
    "ENOENT": "check the path",
    "ENOTDIR": "check the path",
    "EISDIR": "give a file, not a folder",
    "EEXIST": "give a folder, not a file",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code.

    0 done and clean, 1 quarantined rows or stale documents, 2 refused with one sentence on standard error,
    3 something unforeseen, 130 stopped by the user. WORKFORCE_TRACEBACK=1 shows where an unforeseen error arose.
    """
    options = parser().parse_args(arguments)
    try:
        return int(options.run(options) or 0)
    except WorkforceError as error:
        return refuse(str(error), REFUSED)
    except BrokenPipeError:
        # The reader of a pipe left early; what is still buffered has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return refuse("Stopped before the end; nothing was published.", INTERRUPTED)
    except OSError as error:
        return refuse(of_system(error), REFUSED)
    except MemoryError:
        return refuse("There is not enough memory; close other programs and run the command again.", REFUSED)
    except Exception as error:
        if os.environ.get(TRACEBACK):
            raise
        return refuse(unforeseen(error), UNEXPECTED)


def refuse(sentence: str, code: int) -> int:
    """Print the sentence on standard error; return the exit code."""
    print(sentence, file=sys.stderr)
    return code


def of_system(error: OSError) -> str:
    """Return the sentence for an error of the operating system."""
    where = error.filename if error.filename is not None else "The disk"
    # Polars keeps the number in the text only.
    told = re.search(r"os error (\d+)", str(error))
    number = error.errno or (int(told.group(1)) if told else 0)
    fix = FIXES.get(errno.errorcode.get(number, ""), "check the path and the disk, and run the command again")
    return f"{where}: {error.strerror or error}; {fix}."


def unforeseen(error: Exception) -> str:
    """Return the sentence for an error that no command foresees."""
    lines = str(error).strip().splitlines() or ["no message"]
    return (
        f"Something unforeseen stopped the command ({type(error).__name__}: {lines[0]}); nothing was published, "
        f"and with {TRACEBACK}=1 the same command shows the place to report."
    )
