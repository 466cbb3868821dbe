"""What all scripts here share: the address as the first argument, one line of JSON as the output."""

import asyncio
import json
import sys

# No proxy on the way to this machine, time for one that is busy, and room for 1 MiB that does not become shorter when
# it is compressed.
PATIENT = {"proxy": None, "open_timeout": 60, "close_timeout": 60, "ping_timeout": None, "max_size": 2 << 20}


def run(main):
    """Print what main(*arguments of the command line) returns. Whatever hangs is ended after 50 s."""
    print(json.dumps(asyncio.run(asyncio.wait_for(main(*sys.argv[1:]), 50))))
