"""Many clients of websockets at the same time; the number of right echoes is printed."""

import asyncio

from websockets.asyncio.client import connect

from client import PATIENT, run


async def talk(socket, number):
    right = 0
    for turn in range(20):
        message = f"{number}: {turn} " * (turn + 1)
        await socket.send(message)
        right += await socket.recv() == message
    await socket.close()
    return right


async def main(url, count):
    async def open_one():
        return await connect(url, **PATIENT)

    # All are there before the first speaks.
    sockets = await asyncio.gather(*(open_one() for _ in range(int(count))))
    return sum(await asyncio.gather(*(talk(socket, number) for number, socket in enumerate(sockets))))


run(main)
