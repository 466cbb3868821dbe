"""websockets offers subprotocols; what is agreed on is printed."""

from websockets.asyncio.client import connect

from client import PATIENT, run


async def main(url, *offered):
    async with connect(url, subprotocols=offered or None, **PATIENT) as socket:
        return {"subprotocol": socket.subprotocol}


run(main)
