"""Write every bad file to a folder: `python -m bad_inputs FOLDER`."""

import re
import sys
from pathlib import Path

from bad_inputs import CASES

for case in CASES:
    folder = Path(sys.argv[1]) / re.sub(r"\W+", "-", case.kind) / re.sub(r"\W+", "-", case.name)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / case.file).write_bytes(case.content())
