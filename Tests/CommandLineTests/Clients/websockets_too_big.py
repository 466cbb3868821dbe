"""websockets sends a message that is larger than the server takes, and is told so."""

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from client import PATIENT, run


async def main(url, size):
    async with connect(url, compression=None, **PATIENT) as socket:
        try:
            await socket.send(bytes(int(size)))
            await socket.recv()
        except ConnectionClosed as closed:
            return {"code": closed.rcvd.code, "reason": closed.rcvd.reason}


run(main)
