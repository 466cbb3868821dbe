// The addresses by which others can open this server, and the picture of one that a phone can read.

const isLocal = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/i.test(location.hostname);

/** What the server knows of this page; null if it does not answer. */
export async function askHere() {
  try {
    const answer = await fetch(`/_webdemo/here?path=${encodeURIComponent(location.pathname)}`, { cache: "no-store" });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

/** What to show of `here`: the addresses, which one the picture is of, and whether no other device can come. */
export function sharing(here) {
  const own = `${location.origin}/`;
  const known = here?.isLAN ? here.addresses ?? [] : [];
  const addresses = known.length > 0 ? known : isLocal ? [] : [own];
  const coded = known.includes(own) ? own : known[0] ?? null;
  return { addresses, coded, isKnown: known.length > 0, isOnlyLocal: isLocal && addresses.length === 0 };
}

/** Shows `address` in `picture`; nothing if there is none. */
export function showCode(picture, address) {
  picture.hidden = !address;
  if (address) picture.src = `/_webdemo/qr.svg?text=${encodeURIComponent(address)}`;
}

/** One item for each address, to be read from far away. */
export function addressItems(addresses) {
  return addresses.map((address) => {
    const item = document.createElement("li");
    const text = document.createElement("strong");
    text.textContent = address;
    item.append(text);
    return item;
  });
}
