"""websockets pings, and closes with a code of its own."""

from websockets.asyncio.client import connect

from client import PATIENT, run


async def main(url):
    async with connect(url, **PATIENT) as socket:
        for payload in ("first", "second"):
            await (await socket.ping(payload))
        await socket.send("last")
        echo = await socket.recv()
        await socket.close(4001, "done")
    received = socket.protocol.close_rcvd
    return {"pongs": 2, "echo": echo, "code": received.code, "wasOurs": not socket.protocol.close_rcvd_then_sent}


run(main)
