// Reads what geo/page/packed.py writes.

/** The bytes of one text of base64 and raw deflate. */
export async function unpack(text) {
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; at++) bytes[at] = letters.charCodeAt(at);
  return inflate(bytes);
}

/** What raw deflate made of some bytes. */
export async function inflate(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** A function that reads unsigned numbers one after the other, low seven bits first. */
export function varints(bytes) {
  let at = 0;
  return () => {
    let number = 0;
    let scale = 1;
    for (;;) {
      const byte = bytes[at++];
      number += (byte & 127) * scale;
      if (byte < 128) return number;
      scale *= 128;
    }
  };
}

/** The signed number that an unsigned one stands for. */
export function unzigzag(number) {
  return number % 2 ? -(number + 1) / 2 : number / 2;
}
