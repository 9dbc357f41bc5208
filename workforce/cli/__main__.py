"""python -m workforce.cli: the same as the command workforce."""

import sys

from workforce.cli.main import main

sys.exit(main())
