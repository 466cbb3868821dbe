"""websockets compresses, with the parameters that the second argument gives as JSON."""

import json

from websockets.asyncio.client import connect
from websockets.extensions.permessage_deflate import ClientPerMessageDeflateFactory

from client import PATIENT, run


def watch(extension):
    """Count the compressed frames that the server sends."""
    compressed = []
    decode = extension.decode

    def counting(frame, **options):
        compressed.append(frame.rsv1)
        return decode(frame, **options)

    extension.decode = counting
    return compressed


async def main(url, parameters):
    offer = ClientPerMessageDeflateFactory(**json.loads(parameters))
    async with connect(url, compression=None, extensions=[offer], **PATIENT) as socket:
        header = socket.response.headers.get("Sec-WebSocket-Extensions")
        compressed = [watch(extension) for extension in socket.protocol.extensions]
        text = "永远不要说永远 " * 4000
        # The same again: with context takeover it refers to what was sent before.
        messages = [text, text, "", text.encode(), "end"]
        echoes = []
        for message in messages:
            await socket.send(message)
            echoes.append(await socket.recv())
        await socket.send([text[:7], "", text[7:70000], text[70000:]])
        echoes.append(await socket.recv())
        return {
            "extensions": header,
            "areSame": echoes == messages + [text],
            "compressed": sum(map(sum, compressed)),
        }


run(main)
