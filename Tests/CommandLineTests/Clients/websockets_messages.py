"""websockets sends messages of several shapes to an echo."""

import random

from websockets.asyncio.client import connect

from client import PATIENT, run


async def main(url):
    async with connect(url, **PATIENT) as socket:
        async def echo(message):
            await socket.send(message)
            return await socket.recv()

        large = random.Random(1).randbytes(1 << 20)
        return {
            "text": await echo("你好"),
            "empty": await echo(""),
            "binary": list(await echo(b"\x00\xff\x80")),
            "fragments": await echo(["永远", "", "不要说", "永远"]),
            "binaryFragments": list(await echo([b"\x01", b"\x02\x03"])),
            "largeIsSame": await echo(large) == large,
        }


run(main)
